"""What a learner says about a file; where nothing is said, the file is read by the rules."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Answers:
    """encoding: of the text. header: whether the first line names the columns. decimal: the mark of the columns that
    could be read either way. nines: whether numbers such as -9999 mark missing cells. target: the place of the column
    to learn. use, leave: places of columns that are inputs, or are not, whatever the rules say. learn: a target of
    whole numbers as a number or as classes. row: what one is, where sequences are read.
    """

    encoding: str | None = None
    header: bool | None = None
    decimal: str | None = None
    nines: bool = True
    target: int | None = None
    use: frozenset[int] = frozenset()
    leave: frozenset[int] = frozenset()
    learn: Literal["number", "classes"] | None = None
    row: Literal["step", "sequence"] | None = None


AS_FOUND = Answers()
