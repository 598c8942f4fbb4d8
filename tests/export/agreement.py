"""Whether a script's numbers are the engine's."""

import numpy as np

import gradflow
from gradflow.experiment import Experiment
from gradflow.parts.precisions import PRECISIONS
from tests.export.alone import Rows
from tests.twin.design import BATCH

HELD_OUT = {"held_out_loss", "held_out_accuracy", "answered"}  # a script looks at no held-out data,
HELD_OUT |= {"last_answer_rms", "last_answer_cell_rms"}  # nor at a second loss
WRITTEN = {"accuracy", "activation_cosine"}  # even where none of it is a number
PART = 1e-4
SOON = 12  # rows of a coarse format: what two programs round apart grows from step to step
SHARES = {"accuracy": 1.01 / BATCH, "saturated_fraction": 0.005, "dead_fraction": 0.005}  # they hang on comparisons


def disagreeing(experiment: Experiment, rows: Rows) -> list[str]:
    """The quantities in which a script disagrees: all that the engine measures and it does not write, or writes as
    something else."""
    trace = gradflow.train(experiment)
    measured = {name for name, values in trace.arrays().items() if name in WRITTEN or not np.isnan(values).all()}
    if set(rows) != measured - HELD_OUT:
        return sorted(set(rows) ^ (measured - HELD_OUT))
    if not np.isfinite(trace.loss[-1]):  # no signal comes back from there: 0 · NaN may be either
        if not (agree("activation_rms", rows, trace) and np.isnan(rows["loss"][-1])):
            return ["activation_rms"]
        trace, rows = trace.rows(slice(-1)), {name: values[:-1] for name, values in rows.items()}
    unit = _unit(experiment)
    if unit > PART:
        trace, rows = trace.rows(slice(SOON)), {name: values[:SOON] for name, values in rows.items()}
    first = {name: values[:1] for name, values in rows.items()}
    wrong = [name for name in rows if not agree(name, first, trace.rows(slice(1)))]
    return wrong + [name for name in rows if not agree(name, rows, trace, 2 * unit)]


def _unit(e: Experiment) -> float:
    """The gap between two numbers of the coarsest format: later on the two programs round a few numbers apart, how
    many hangs on the order in which a machine's instructions add."""
    return max(PRECISIONS[e.at(step).precision].epsilon for step in (0, *(change.step for change in e.changes)))


def agree(name: str, rows: Rows, trace: gradflow.Trace, part: float = PART) -> bool:
    """To a part of the largest entry, of each layer or time step where there are some."""
    said, wanted = rows[name], getattr(trace, name)
    assert said.shape == wanted.shape and len(wanted)
    largest = np.abs(np.where(np.isfinite(wanted), wanted, 0)).max(axis=0)
    share = SHARES.get(name, 0.0) * (3 if part > PART else 1)
    allowed = share or max(part, PART) * largest + 1e-34
    with np.errstate(invalid="ignore"):
        near = np.abs(said - wanted) <= allowed
    return bool(np.all(near | (said == wanted) | (np.isnan(said) & np.isnan(wanted))))
