"""What every column is for: the one to learn, those it is learned from, and why the others are left out."""

from collections.abc import Sequence

from gradflow.tasks.own.answers import Answers
from gradflow.tasks.own.column import Column
from gradflow.tasks.own.table import OwnTable

MOST_CLASSES = 10  # as many as the digits have
MOST_CATEGORIES = 12  # months are the longest list one meets; beyond, it is names
MOST_MISSING = 1 / 3  # of a column's cells; beyond, the column goes, else the rows with a missing cell
ROWS_A_CLASS = 5  # on average, in a column of texts that is learned unless told otherwise
IDENTITIES = {
    "id",
    "ids",
    "uid",
    "uuid",
    "guid",
    "index",
    "idx",
    "nr",
    "no",
    "no.",
    "#",
    "rownames",
    "row.names",
    "unnamed:_0",
}
OF_IDENTITIES = ("_id", ".id", "_nr", "_no", "nummer", "编号", "序号", "学号", "账号", "单号", "工号", "卡号", "证号")


def target_of(table: OwnTable, answers: Answers) -> int:
    """The place of the column to learn: unless told otherwise the last that holds classes or numbers."""
    if answers.target is not None:
        return answers.target
    sensible = [place for place in range(len(table.columns)) if _may_be_learned(table, place)]
    return max(sensible, default=len(table.columns) - 1)


def roles_of(table: OwnTable, target: int, answers: Answers) -> list[str]:
    """For every column "target", "input", or why it is left out: by the learner ("chosen"), or by `reason_against`."""

    def role(place: int) -> str:
        if place in answers.leave:
            return "chosen"
        return "input" if place in answers.use else reason_against(table, place) or "input"

    roles = ["target" if place == target else role(place) for place in range(len(table.columns))]
    counting = [place for place, role in enumerate(roles) if role == "counting"]
    if "input" not in roles:  # where there is nothing else to learn from
        for place in counting:
            roles[place] = "input"
    return roles


def reason_against(table: OwnTable, place: int) -> str:
    """Why a column is no input, or "". label: the row's name. sparse: too many missing cells. wordy: too many different
    texts. counting: the number of the row, a label which says nothing of another row. identity: somebody's number."""
    column = table.columns[place]
    if place == 0 and table.labels:
        return "label"
    if column.missing > MOST_MISSING * len(column.cells):
        return "sparse"
    if column.numbers is None and len(set(column.cells) - {""}) > MOST_CATEGORIES:
        return "wordy"
    if _counts_rows(column.numbers or (), table.places):
        return "counting"
    return "identity" if _is_identity(column) else ""


def _counts_rows(numbers: Sequence[float], places: Sequence[int]) -> bool:
    """Whether they go up by one from line to line, from wherever."""
    return bool(numbers) and len({number - place for number, place in zip(numbers, places, strict=True)}) == 1


def _is_identity(column: Column) -> bool:
    """Whether it is called so, and no two rows have the same."""
    name = column.name.casefold().replace(" ", "_").replace("-", "_")
    called = name in IDENTITIES or name.endswith(OF_IDENTITIES) or column.name.endswith(("Id", "ID"))
    return called and len(set(column.cells)) == len(column.cells)


def _may_be_learned(table: OwnTable, place: int) -> bool:
    """Whether it would be an input, or is texts of which there are enough rows each."""
    column = table.columns[place]
    different = len(set(column.cells) - {""})
    classes = column.numbers is None and different * ROWS_A_CLASS <= len(column.cells)
    return different > 1 and (not (against := reason_against(table, place)) or (against == "wordy" and classes))
