"""A task from a learner's own table: which column is learned, which others enter, in which form, and what is left out.

Everything is decided by a few plain rules, and what was left out is counted, so that a page can say so.
"""

from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any, Literal

import numpy as np

from gradflow.tasks.lent import lend
from gradflow.tasks.own.answers import AS_FOUND, Answers
from gradflow.tasks.own.column import Column
from gradflow.tasks.own.lines import FEWEST_ROWS
from gradflow.tasks.own.prepare import entering, prepared, sizes_of, values_of
from gradflow.tasks.own.roles import roles_of, target_of
from gradflow.tasks.own.table import OwnTable, table_of
from gradflow.tasks.own.target import target_in
from gradflow.tasks.own.unusable import Unusable
from gradflow.tasks.sequences.sequence import SequenceTask
from gradflow.tasks.task import SEED, Data, Task

Row = Literal["example", "step", "sequence"]
MOST_ROWS = 2560  # four fifths of them fill the room there is for training samples (MOST_SAMPLES)
MOST_INPUTS = 64  # after one-hot; as many as the digits have


@dataclass(frozen=True)
class Own:
    """A learner's own task; whoever holds this holds the task.

    name: what an experiment calls it. task: a Task, or a SequenceTask where sequences are read. file: what its owner
    calls it. content, answers: what it was read from, to be read again with another answer. target: which column is
    learned. roles: what every column is for.
    rows: in use. rows_left_out: how many are not, by the reason: missing (a missing cell), rare (a class that is not
    among the most frequent), sampled (more than there is room for), spare (so that the parts have a usual size), gaps
    and later (of a series: a missing cell, beyond the beginning that is read).
    different: how many values the target has. either: whether it may be learned as classes and as a number.
    row: what a row is: an example, or where sequences are read, a time step of one series or a whole sequence.
    ordered: what is to be said of the order of a series' rows: reversed, sorted, shared (several have one time).
    beyond: the share of its held-out targets that are smaller or larger than all that train.
    """

    name: str
    file: str
    task: Any
    table: OwnTable
    content: bytes = field(repr=False)
    answers: Answers
    target: int
    roles: tuple[str, ...]
    rows: int
    rows_left_out: dict[str, int]
    different: int
    either: bool
    row: Row = "example"
    ordered: tuple[str, ...] = ()
    beyond: float = 0.0

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.columns

    @property
    def left_out(self) -> dict[str, tuple[str, ...]]:
        """Names of columns by the reason for which they are no inputs (`gradflow.tasks.own.roles`)."""
        found: dict[str, tuple[str, ...]] = {}
        for column, role in zip(self.columns, self.roles, strict=True):
            if role not in ("input", "target"):
                found[role] = (*found.get(role, ()), column.name)
        return found


def own(content: bytes, answers: Answers = AS_FOUND, file: str = "") -> Own:
    """The task of learning one column of a file from the others. Raises Unusable."""
    table = table_of(content, answers)
    target, last = target_of(table, answers), len(table.columns) - 1
    try:
        return _own(table, target, content, answers, file)
    except Unusable:
        if target == last or answers.target is not None:
            raise
    return _own(table, last, content, answers, file)  # what is wrong with the column that one expects to be learned


def _own(table: OwnTable, target: int, content: bytes, answers: Answers, file: str) -> Own:
    columns, roles = table.columns, roles_of(table, target, answers)
    used = [column for column, role in zip(columns, roles, strict=True) if role in ("input", "target")]
    whole = np.array([all(cells) for cells in zip(*(column.cells for column in used), strict=True)])
    rows = np.flatnonzero(whole)
    if len(rows) < FEWEST_ROWS:
        raise Unusable("rows_few", rows=len(rows), fewest=FEWEST_ROWS)
    wanted = target_in(columns[target], rows, answers.learn)
    taken, targets = wanted.rows, wanted.wanted
    if len(taken) > MOST_ROWS:
        kept = np.sort(np.random.default_rng(SEED).choice(len(taken), MOST_ROWS, replace=False))
        taken, targets = taken[kept], targets[kept]
    if len(taken) < FEWEST_ROWS:
        raise Unusable("rows_few", rows=len(taken), fewest=FEWEST_ROWS)
    for place, role in enumerate(roles):
        if role == "input" and len(values_of(columns[place], taken)) == 1:
            roles[place] = "constant"
    inputs = [column for column, role in zip(columns, roles, strict=True) if role == "input"]
    if not inputs:
        raise Unusable("no_inputs")
    entered = [entering(column, taken) for column in inputs]
    if (count := sum(part.shape[1] for part in entered)) > MOST_INPUTS:
        raise Unusable("inputs_many", inputs=count, most=MOST_INPUTS)
    data = prepared(np.column_stack(entered), targets, bool(wanted.classes))
    task = Task(
        "classification" if wanted.classes else "regression",
        count,
        targets.shape[1],
        partial(_read, data),
        classes=wanted.classes,
        columns=tuple(column.name for column in inputs),
    )
    name, task = lend(digest_of(task, *task.columns), task)
    used_rows = sum(sizes_of(len(taken)))
    gone = {
        "missing": len(whole) - len(rows),
        "rare": wanted.rare,
        "sampled": table.unread + len(wanted.rows) - len(taken),
        "spare": len(taken) - used_rows,
    }
    return Own(
        name,
        file,
        task,
        table,
        content,
        answers,
        target,
        tuple(roles),
        used_rows,
        {reason: count for reason, count in gone.items() if count},
        wanted.different,
        wanted.either,
    )


def _read(data: Data) -> Data:
    return data


def digest_of(task: Task | SequenceTask, *columns: str) -> str:
    """Ten hexadecimal digits of all that a run, a picture or a script reads of the task."""
    data = task.data
    assert data is not None
    said = sha256(repr((task.objective, task.classes, columns, [part.shape for part in data])).encode())
    said.update(b"" if isinstance(task, Task) else b"in time")
    for part in data:
        said.update(np.ascontiguousarray(part).tobytes())
    return said.hexdigest()[:10]
