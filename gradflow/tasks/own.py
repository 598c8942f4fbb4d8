"""A task from a learner's own table: which column is learned, which others enter, in which form, and what is left out.

Everything is decided by a few plain rules, and what was left out is counted, so that a page can say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.tasks.lent import lend
from gradflow.tasks.table import FEWEST_ROWS, Column, Unusable
from gradflow.tasks.task import SEED, TRAINING_PART, Array, Data, Task, one_hot

MOST_CLASSES = 10  # as many as the digits have
MOST_INPUTS = 64  # after one-hot; as many as the digits have
MOST_CATEGORIES = 12  # months are the longest list one meets; beyond, it is names
MOST_MISSING = 1 / 3  # of a column's cells; beyond, the column goes, else the rows with a missing cell
STD_FLOOR = 1 / 32  # of a column's range, as half of the digits' 16 grey levels (`gradflow.tasks.digits`)
SIZES_PER_OCTAVE = 8  # of a part: every size that compiles a program of its own, at most 1/8 below what there is


@dataclass(frozen=True)
class Own:
    """A learner's own task; whoever holds this holds the task.

    name: what an experiment calls it. file: what its owner calls it. target: which column is learned.
    rows: in use. missing, spare: rows left out for a missing cell, and so that the parts have a usual size.
    left_out: names of columns by the reason: sparse (too many missing cells), wordy (too many different texts),
    constant (one value only), counting (the number of the row).
    """

    name: str
    file: str
    task: Task
    columns: tuple[Column, ...]
    target: int
    rows: int
    missing: int
    spare: int
    left_out: dict[str, tuple[str, ...]]


def own(columns: Sequence[Column], target: int = -1, file: str = "") -> Own:
    """The task of learning one column, the last unless told otherwise, from the others. Raises Unusable."""
    target %= len(columns)
    inputs = [column for place, column in enumerate(columns) if place != target]
    left_out: dict[str, tuple[str, ...]] = {}

    def leave_out(reason: str, found: list[Column]) -> None:
        if found:
            left_out[reason] = tuple(column.name for column in found)
            inputs[:] = [column for column in inputs if column not in found]

    leave_out("sparse", [c for c in inputs if c.missing > MOST_MISSING * len(c.cells)])
    leave_out("wordy", [c for c in inputs if c.numbers is None and len(set(c.cells) - {""}) > MOST_CATEGORIES])
    counting = [c for c in inputs if _counts_rows(c)]
    leave_out("counting", counting if len(counting) < len(inputs) else [])
    used = [columns[target], *inputs]
    whole = np.array([all(cells) for cells in zip(*(column.cells for column in used), strict=True)])
    rows = np.flatnonzero(whole)
    if len(rows) < FEWEST_ROWS:
        raise Unusable("rows_few", rows=len(rows), fewest=FEWEST_ROWS)
    leave_out("constant", [c for c in inputs if len(_values(c, rows)) == 1])
    if not inputs:
        raise Unusable("no_inputs")
    entering = np.column_stack([_entering(column, rows) for column in inputs])
    if entering.shape[1] > MOST_INPUTS:
        raise Unusable("inputs_many", inputs=entering.shape[1], most=MOST_INPUTS)
    classes, wanted = _wanted(columns[target], rows)
    training, held_out = sizes_of(len(rows))
    data = _prepared(entering, wanted, bool(classes), training, held_out)
    task = Task(
        "classification" if classes else "regression",
        entering.shape[1],
        wanted.shape[1],
        lambda: data,
        classes=classes,
        columns=tuple(column.name for column in inputs),
    )
    name, task = lend(_digest(task), task)
    kept = training + held_out
    missing, spare = len(whole) - len(rows), len(rows) - kept
    return Own(name, file, task, tuple(columns), target, kept, missing, spare, left_out)


def sizes_of(rows: int) -> tuple[int, int]:
    """How many rows train and how many are held out: four fifths and the rest, both of a usual size."""
    training = _usual(int(TRAINING_PART * rows))
    return training, _usual(rows - training)


def _usual(size: int) -> int:
    """The largest size that is not larger, SIZES_PER_OCTAVE of them between a power of two and the next."""
    step = max(1, 2 ** (size.bit_length() - 1) // SIZES_PER_OCTAVE)
    return size // step * step


def _counts_rows(column: Column) -> bool:
    """Whether it is the row's number, from 0 or 1 on: a label of the row, which says nothing of another row."""
    numbers = list(column.numbers or [])
    return bool(numbers) and numbers in ([*range(len(numbers))], [*range(1, len(numbers) + 1)])


def _values(column: Column, rows: NDArray[np.integer]) -> list[Any]:
    """What a column holds in these rows, in order: numbers where it holds nothing else, else texts."""
    return sorted({(column.numbers or column.cells)[row] for row in rows})


def _entering(column: Column, rows: NDArray[np.integer]) -> NDArray[np.floating]:
    """[row, input]: the numbers, or a 1 for each row's category; of two categories one says it all."""
    if column.numbers is not None:
        return np.array(column.numbers)[rows, None]
    values = _values(column, rows)
    marked = one_hot(np.array([values.index(column.cells[row]) for row in rows]), len(values))
    return marked[:, 1:] if len(values) == 2 else marked


def _wanted(column: Column, rows: NDArray[np.integer]) -> tuple[tuple[str, ...], NDArray[np.floating]]:
    """The classes and one-hot targets; or no classes and the numbers.

    Classes are texts, or whole numbers of which there are no more than there may be classes.
    """
    values = _values(column, rows)
    if len(values) == 1:
        raise Unusable("constant", target=column.name)
    numbers = column.numbers
    if numbers is not None and (len(values) > MOST_CLASSES or not all(float(value).is_integer() for value in values)):
        return (), np.array(numbers)[rows, None]
    if len(values) > MOST_CLASSES:
        raise Unusable("classes_many", target=column.name, classes=len(values), most=MOST_CLASSES)
    labels = np.array([values.index((numbers or column.cells)[row]) for row in rows])
    names = tuple(value if isinstance(value, str) else f"{value:.0f}" for value in values)
    return names, one_hot(labels, len(values))


def _prepared(
    inputs: NDArray[np.floating], targets: NDArray[np.floating], classes: bool, training: int, held_out: int
) -> Data:
    """Shuffled, parted, and in units of the training part's standard deviations; so are targets that are numbers."""
    order = np.random.default_rng(SEED).permutation(len(inputs))[: training + held_out]
    x, y = _standardized(inputs[order], training), targets[order]
    y = y.astype(np.float32) if classes else _standardized(y, training)
    return Data(x[:training], y[:training], x[training:], y[training:])


def _standardized(values: NDArray[np.floating], training: int) -> Array:
    mean, reach = values[:training].mean(axis=0), values.max(axis=0) - values.min(axis=0)
    floor = np.where(reach > 0, STD_FLOOR * reach, 1.0)
    return ((values - mean) / np.maximum(values[:training].std(axis=0), floor)).astype(np.float32)


def _digest(task: Task) -> str:
    """Ten hexadecimal digits of all that a run, a picture or a script reads of the task."""
    said = sha256(repr((task.objective, task.classes, task.columns, [part.shape for part in task.data])).encode())
    for part in task.data:
        said.update(np.ascontiguousarray(part).tobytes())
    return said.hexdigest()[:10]
