"""Underflow: sizes below the smallest normal number of the run's precision, or 0 for that reason.

A zero is an underflow where what it was made from had nearly reached the format's end; any other is a true zero.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.thresholds import NEARLY_LOST
from gradflow.experiment import Experiment
from gradflow.parts.precisions import PRECISIONS
from gradflow.trace import Trace

Areas = NDArray[np.bool_]
Sizes = NDArray[np.floating]


class Ends(NamedTuple):
    """Where the numbers of a format end: the smallest, the smallest with all of its digits, the largest."""

    smallest: float
    normal: float
    largest: float

    @property
    def nearly_lost(self) -> float:
        """A size of which nothing may be left one layer further on."""
        return self.smallest**NEARLY_LOST


def ends_of(now: Experiment, backward: bool = True) -> Ends:
    """Of the precision of an experiment whose changes are made; backward: as seen by what loss scaling scales."""
    record = PRECISIONS[now.precision]
    scale = now.loss_scale if backward and record.narrow else 1
    return Ends(record.smallest / scale, record.smallest_normal / scale, record.largest / scale)


def lost(sizes: Sizes, ends: Ends) -> Areas:
    """Which sizes [..., layer] are 0 by underflow; they pass from the last layer to the first."""
    from_above = np.flip(sizes, -1)
    latest = np.maximum.accumulate(np.where(from_above != 0, np.arange(sizes.shape[-1]), 0), axis=-1)
    made_from = np.take_along_axis(from_above, latest, -1)  # the nearest size above that is not 0
    small = (made_from > 0) & (made_from < ends.nearly_lost)
    return np.flip((from_above == 0) & small, -1)


def underflows(trace: Trace, quantity: str, steps: NDArray[np.integer]) -> Areas:
    """Which cells [len(steps), layer] of activation_rms, signal_rms or weight_gradient_rms underflow."""
    sizes, signal = getattr(trace, quantity)[steps], trace.signal_rms[steps]
    area = np.zeros(sizes.shape, bool)
    for begin, end in _stages(trace):
        here = (steps >= begin) & (steps < end)
        ends = ends_of(trace.experiment.at(begin), backward=quantity != "activation_rms")
        rows = sizes[here]
        if (rows >= ends.normal).all():
            continue
        if quantity == "activation_rms":
            gone = np.flip(lost(np.flip(rows, -1), ends), -1)  # they pass from the first layer to the last
        elif quantity == "signal_rms":
            gone = lost(rows, ends)
        else:  # ∂loss/∂W is the layer's signal times what is below it
            made_from = signal[here]
            gone = (rows == 0) & (lost(made_from, ends) | ((made_from > 0) & (made_from < ends.nearly_lost)))
        area[here] = gone | ((rows > 0) & (rows < ends.normal))
    return area


def _stages(trace: Trace) -> list[tuple[int, int]]:
    """From which step to which the precision and the loss scale stay as they are."""
    changed = {c.step for c in trace.experiment.changes if c.name in ("precision", "loss_scale")}
    begins = sorted({0, *changed})
    return list(zip(begins, [*begins[1:], trace.experiment.steps], strict=True))
