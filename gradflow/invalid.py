"""What is wrong with the fields of an experiment: each with its name, its value and the rule that does not allow it."""

from dataclasses import dataclass, field
from typing import Protocol

QueryPair = tuple[str, str]


class WordedRule(Protocol):
    """A rule of `gradflow.fields`; `allowed` says in words what it lets pass."""

    @property
    def allowed(self) -> str: ...


@dataclass(frozen=True)
class InvalidField:
    """A value that its field may not have.

    rule: what is allowed there; None where there is no such field. step: of the change in mid-run that asks for it.
    pair: the part of a link that it stands in, (name, text), where that is more than the field and its value.
    sentence: what is wrong and what is allowed, where the rule does not say it all. elsewhere: whether networks of
    another kind have such a field.
    """

    name: str
    value: object
    rule: WordedRule | None
    step: object = None
    pair: QueryPair | None = None
    sentence: str = field(default="", compare=False)
    elsewhere: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return self.sentence or f"{self.name} = {self.value!r}: allowed is {self.rule and self.rule.allowed}"


class InvalidFields(ValueError):
    """fields: everything that is invalid, together. The message is a sentence about each.

    >>> import gradflow
    >>> try:
    ...     gradflow.Experiment.from_query("depth=0&colour=red")
    ... except gradflow.InvalidFields as invalid:
    ...     print([(each.name, each.value, each.rule and each.rule.allowed) for each in invalid.fields])
    [('depth', '0', 'a whole number from 1 to 100'), ('colour', 'red', None)]
    """

    def __init__(self, *fields: InvalidField) -> None:
        self.fields = fields  # `args` stay what the class, or one made of it, was called with: so it can be pickled

    def __str__(self) -> str:
        return "; ".join(map(str, self.fields))
