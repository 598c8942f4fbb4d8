"""Cases session: what a visit looks at on the page of cases, and what it has answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gradflow.casebook.case import Case
from gradflow.invalid import QueryPair
from gradflow.link import CASE


@dataclass
class CasesSession:
    """collection, topic: of the cases that are listed, "" for all; decided: "run" or "nobody", who decides them.
    search: what their statements contain. opened: the case on show, by name; answers: those given, by case.
    unknown: what the link named that there is not."""

    collection: str = ""
    topic: str = ""
    decided: str = ""
    search: str = ""
    opened: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    unknown: str = ""

    def arrive(self, opened: str) -> None:
        """A link leads to this case, "" for none."""
        if opened:
            self.collection, self.topic, self.decided, self.search = "", "", "", ""
        self.opened = opened

    def forget(self, case: str) -> None:
        """Its answer is taken back."""
        self.answers.pop(case, None)

    def listed(self, cases: Sequence[Case], language: str) -> list[Case]:
        """Those that the filters let through."""
        return [case for case in cases if self._fits(case, language)]

    def _fits(self, case: Case, language: str) -> bool:
        return (
            self.collection in ("", case.collection)
            and self.topic in ("", case.topic)
            and self.decided in ("", "run" if case.rule else "nobody")
            and self.search.strip().lower() in f"{case.id} {case.statement(language)} {case.source}".lower()
        )

    def to_pairs(self) -> list[QueryPair]:
        """What its address says."""
        return [(CASE, self.opened)] if self.opened else []
