"""frame: a trace as a tidy table, one measurement a row; and a grid as one, a run a row."""

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd

from gradflow.comparison.grid import Grid
from gradflow.diagnosis import Outcome
from gradflow.formats import FORMAT, NAMED
from gradflow.trace import Trace

Frame = pd.DataFrame


def frame(trace: Trace) -> Frame:
    """Columns step (from 0), depth (from 1, as the layer; missing for what has no depth), quantity, value.

    One row for every number in the trace, NaN included, in the trace's order of quantities and in its units:
    steps × (quantities without depth + depth × quantities with depth). Raises nothing: a trace of no steps is a
    table of no rows. A file of format 1 (`gradflow.formats`) calls the quantities in `formats.RENAMED` otherwise:
    `table["quantity"].replace(RENAMED)`.

    >>> import gradflow
    >>> table = gradflow.frame(gradflow.train(gradflow.Experiment(network=gradflow.MLP(width=8), steps=20)))
    >>> table.columns.tolist(), table[table["quantity"] == "update_ratio"].shape
    (['step', 'depth', 'quantity', 'value'], (400, 4))
    """
    parts = [_tidy(name, array) for name, array in trace.arrays().items()]
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(quantity=pd.Categorical(whole["quantity"], categories=trace.names()))


def for_file(table: Frame) -> Frame:
    """The table as a CSV file has it, with the format as its last column: `pandas.read_csv` needs no option for it."""
    return table.assign(**{NAMED: np.int8(FORMAT)})


def twin_frame(traces: Mapping[str, Trace]) -> Frame:
    """The tables of several runs below each other, with the name of each as the first column, twin."""
    parts = [frame(trace) for trace in traces.values()]
    for name, part in zip(traces, parts, strict=True):
        part.insert(0, "twin", name)
    return pd.concat(parts, ignore_index=True)


def outcome_frame(grid: Grid, outcomes: Mapping[int, Outcome]) -> Frame:
    """One row a run, of those places of the grid whose outcome is there, in the grid's order.

    Columns: the axes' fields, then those of `Outcome`; what has no meaning is missing.
    """
    rows = [grid.values[place] | dataclasses.asdict(outcomes[place]) for place in sorted(outcomes)]
    words = [field.name for field in dataclasses.fields(Outcome) if field.type is str]
    numbers = {field.name: _COLUMN[field.type] for field in dataclasses.fields(Outcome) if field.type is not str}
    return pd.DataFrame(rows, columns=[*(axis.name for axis in grid.axes), *words, *numbers]).astype(numbers)


_COLUMN: dict[object, str] = {int: "Int64", int | None: "Int64", float: "float64", float | None: "float64"}


def _tidy(name: str, array: np.ndarray) -> Frame:
    steps, depths = len(array), array.shape[1] if array.ndim == 2 else 1
    layers = pd.array(np.tile(np.arange(1, depths + 1), steps), dtype="Int64")
    if array.ndim == 1:
        layers[:] = pd.NA
    return pd.DataFrame(
        {
            "step": np.repeat(np.arange(steps), depths),
            "depth": layers,
            "quantity": name,
            "value": array.reshape(-1),
        }
    )
