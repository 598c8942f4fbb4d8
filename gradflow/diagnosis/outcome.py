"""Outcome: what a run came to, in a handful of numbers, so that many runs fit into one table."""

from dataclasses import dataclass

import numpy as np

from gradflow.diagnosis.diagnose import diagnose
from gradflow.diagnosis.verdicts.quality import latest
from gradflow.trace import Array, Trace


@dataclass(frozen=True)
class Outcome:
    """One run, or as much of it as there is; a number is None where it has no meaning.

    signal, learning: the verdicts at the last step (`Diagnosis`).
    steps_made: how many there are.
    decades: log10 (signal at layer 1 / at the last layer) at the last step that is finite; decades_per_layer:
    the same per layer; initial_decades and initial_decades_per_layer: at the first step.
    first_non_finite: the step, from 0. loss, accuracy: of the last step's batch.
    held_out_loss: of the latest look at held-out data. held_out_accuracy: as it is said everywhere, the mean of the
    latest two looks. None before step 20.
    """

    signal: str
    learning: str
    steps_made: int
    initial_decades: float | None
    initial_decades_per_layer: float | None
    decades: float | None
    decades_per_layer: float | None
    first_non_finite: int | None
    loss: float
    accuracy: float | None
    held_out_loss: float | None
    held_out_accuracy: float | None


def outcome_of(trace: Trace) -> Outcome:
    """The outcome of a run; ValueError for a trace without steps."""
    first, last, broken = diagnose(trace, 0), diagnose(trace), trace.first_non_finite()
    return Outcome(
        signal=str(last.signal),
        learning=str(last.learning),
        steps_made=len(trace),
        initial_decades=first.decades,
        initial_decades_per_layer=first.slope,
        decades=last.decades,
        decades_per_layer=last.slope,
        first_non_finite=None if broken is None else broken.step,
        loss=float(trace.loss[-1]),
        accuracy=_latest(trace.accuracy[-1:]),
        held_out_loss=_latest(trace.held_out_loss),
        held_out_accuracy=_latest(np.array([latest(trace.held_out_accuracy)])),
    )


def _latest(values: Array) -> float | None:
    """The last one that is not NaN."""
    known = values[~np.isnan(values)]
    return float(known[-1]) if known.size else None
