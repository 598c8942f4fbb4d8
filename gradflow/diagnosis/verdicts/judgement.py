"""Judgement: one of the two verdicts on a step, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Number = float | int | str


class Judgement(str):
    """A word that compares as a string, `diagnosis.signal == "vanishing"`, and knows why it was chosen.

    reason: the code of its sentence (`headline.<reason>`, `learning.<reason>` in assets/text). numbers: what that
    sentence is filled with. rule: the code of the rule that decided (`rule.<rule>`). helps: codes of what may help
    (`help.<code>`), most promising first; none where nothing is wrong.
    """

    reason: str
    rule: str
    numbers: Mapping[str, Number]
    helps: tuple[str, ...]

    def __new__(
        cls, word: str, reason: str, rule: str, numbers: Mapping[str, Number] | None = None, helps: tuple[str, ...] = ()
    ) -> Judgement:
        self = super().__new__(cls, word)
        self.reason, self.rule, self.helps = reason, rule, helps
        self.numbers = MappingProxyType(dict(numbers or {}))
        return self

    def __getnewargs__(self) -> tuple[str, str, str, dict[str, Number], tuple[str, ...]]:  # type: ignore[override]
        return str(self), self.reason, self.rule, dict(self.numbers), self.helps

    def __getstate__(self) -> None:
        return None
