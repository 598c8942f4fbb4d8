"""A task of sequences from a learner's own table: what a row is, which column is learned, and what is left out."""

import numpy as np
from numpy.typing import NDArray

from gradflow.tasks.lent import lend
from gradflow.tasks.own.answers import AS_FOUND, Answers
from gradflow.tasks.own.column import Column
from gradflow.tasks.own.in_time.order import Order, order_of
from gradflow.tasks.own.in_time.sequences import sequences_task
from gradflow.tasks.own.in_time.series import SHORTEST, series_task
from gradflow.tasks.own.lines import FEWEST_ROWS
from gradflow.tasks.own.prepare import entering
from gradflow.tasks.own.roles import MOST_CLASSES, reason_against, target_of
from gradflow.tasks.own.table import OwnTable, table_of
from gradflow.tasks.own.target import target_in
from gradflow.tasks.own.task import MOST_INPUTS, MOST_ROWS, Own, digest_of
from gradflow.tasks.own.unusable import Unusable
from gradflow.tasks.task import SEED, Data

MOST_TIME_STEPS = 400  # as many as a recurrent network may visit (`gradflow.networks.rnn.MAX_LENGTH`)
MOST_NUMBERS = 2**19  # 2 MB; a script that holds its training part is no larger
MANY = 16  # columns of numbers beside one of classes: rather a sequence than so many things at one time


def in_time(content: bytes, answers: Answers = AS_FOUND, file: str = "") -> Own:
    """The task of forecasting one column's next row, or of telling whole sequences apart. Raises Unusable."""
    table = table_of(content, answers, in_order=True)
    order = order_of(table.columns, answers) if answers.row != "sequence" else None
    row = answers.row if answers.row in ("step", "sequence") else _row_of(table, order, answers)
    if row == "step":
        return _series(table, order or order_of(table.columns, answers), content, answers, file)
    table = table_of(content, answers) if table.unread else table
    return _sequences(table, _class_column(table, answers), content, answers, file)


def _row_of(table: OwnTable, order: Order | None, answers: Answers) -> str:
    """A column that tells the time makes rows time steps; one of classes beside many of numbers, or at the end, makes
    them sequences."""
    if order is not None and order.place is not None:
        return "step"
    target = table.columns[_class_column(table, answers)]
    numbers = sum(column.numbers is not None for column in table.columns if column is not target)
    return "sequence" if numbers >= (MANY if target.numbers else SHORTEST) and _is_classes(target) else "step"


def _class_column(table: OwnTable, answers: Answers) -> int:
    """The column to learn of sequences: unless told otherwise the first one that holds classes if the last does not."""
    target = target_of(table, answers)
    rather = len(table.columns) > MANY and _is_classes(table.columns[0]) and not _is_classes(table.columns[target])
    return 0 if rather and answers.target is None else target


def _is_classes(column: Column) -> bool:
    values = set(column.numbers or column.cells)
    whole = column.numbers is None or all(value.is_integer() for value in column.numbers)
    return whole and 1 < len(values) <= MOST_CLASSES and not column.missing


def _series(table: OwnTable, order: Order, content: bytes, answers: Answers, file: str) -> Own:
    columns, roles = table.columns, _roles(table, answers, order)
    numeric = [place for place, role in enumerate(roles) if role == "input" and columns[place].numbers]
    target = answers.target if answers.target is not None else max(numeric, default=-1)
    if target < 0:
        raise Unusable("no_numbers")
    if columns[target].numbers is None:
        raise Unusable("series_texts", target=columns[target].name)
    roles[target] = "target"
    entered = {place: _entering(columns[place]) for place, role in enumerate(roles) if role in ("input", "target")}
    if (count := sum(part.shape[1] for part in entered.values())) > MOST_INPUTS:
        raise Unusable("inputs_many", inputs=count, most=MOST_INPUTS)
    kept = order.rows[: MOST_NUMBERS // (count + 1)]
    whole = kept[[all(columns[place].cells[row] for place in entered) for row in kept]]
    if len(whole) < FEWEST_ROWS:
        raise Unusable("rows_few", rows=len(whole), fewest=FEWEST_ROWS)
    for place in list(entered):
        if len(np.unique(entered[place][whole], axis=0)) == 1:
            if place == target:
                raise Unusable("constant", target=columns[place].name)
            roles[place] = "constant"
            del entered[place]
    values = np.column_stack([*(part for place, part in entered.items() if place != target), entered[target]])[kept]
    task = series_task(values)
    name, task = lend(digest_of(task, *(columns[place].name for place in entered)), task)
    gone = {"gaps": len(kept) - len(whole), "later": table.unread + len(order.rows) - len(kept)}
    beyond = _beyond(task.data) if task.data else 0.0
    return Own(
        name, file, task, table, content, answers, target, tuple(roles), len(kept), _counted(gone), 0, False,
        row="step", beyond=beyond, ordered=(*([order.how] if order.how else []), *(["shared"] if order.shared else [])),
    )  # fmt: skip


def _beyond(data: Data) -> float:
    seen, unseen = data.targets, data.held_out_targets
    return float(np.mean((unseen < np.nanmin(seen)) | (unseen > np.nanmax(seen))))


def _entering(column: Column) -> NDArray[np.floating]:
    """[row, input], NaN where the cell is missing."""
    held = np.flatnonzero([bool(cell) for cell in column.cells])
    found = entering(column, held)
    every = np.full((len(column.cells), found.shape[1]), np.nan)
    every[held] = found
    return every


def _sequences(table: OwnTable, target: int, content: bytes, answers: Answers, file: str) -> Own:
    columns, roles = table.columns, _roles(table, answers)
    roles = ["texts" if role == "input" and not columns[place].numbers else role for place, role in enumerate(roles)]
    roles[target] = "target"
    steps = [place for place, role in enumerate(roles) if role == "input"]
    if not SHORTEST <= len(steps) <= MOST_TIME_STEPS:
        raise Unusable("time_steps", steps=len(steps), fewest=SHORTEST, most=MOST_TIME_STEPS)
    whole = np.array([all(cells) for cells in zip(*(columns[place].cells for place in [*steps, target]), strict=True)])
    rows = np.flatnonzero(whole)
    if len(rows) < FEWEST_ROWS:
        raise Unusable("rows_few", rows=len(rows), fewest=FEWEST_ROWS)
    wanted = target_in(columns[target], rows, answers.learn)
    taken, targets = wanted.rows, wanted.wanted
    if len(taken) > (most := min(MOST_ROWS, MOST_NUMBERS // (len(steps) + targets.shape[1]))):
        drawn = np.sort(np.random.default_rng(SEED).choice(len(taken), most, replace=False))
        taken, targets = taken[drawn], targets[drawn]
    if len(taken) < FEWEST_ROWS:
        raise Unusable("rows_few", rows=len(taken), fewest=FEWEST_ROWS)
    values = np.column_stack([np.array(columns[place].numbers)[taken] for place in steps])
    task = sequences_task(values, targets, wanted.classes)
    name, task = lend(digest_of(task, *(columns[place].name for place in steps)), task)
    gone = {
        "missing": len(whole) - len(rows),
        "rare": wanted.rare,
        "sampled": table.unread + len(wanted.rows) - len(taken),
    }
    return Own(
        name, file, task, table, content, answers, target, tuple(roles), len(taken), _counted(gone), wanted.different,
        wanted.either, row="sequence",
    )  # fmt: skip


def _roles(table: OwnTable, answers: Answers, order: Order | None = None) -> list[str]:
    """As of a table (`gradflow.tasks.own.roles`), and "time" of the column that tells it."""

    def role(place: int) -> str:
        if place in answers.leave:
            return "chosen"
        if order is not None and place == order.place:
            return "time"
        return "input" if place in answers.use else reason_against(table, place) or "input"

    return [role(place) for place in range(len(table.columns))]


def _counted(gone: dict[str, int]) -> dict[str, int]:
    return {reason: count for reason, count in gone.items() if count}
