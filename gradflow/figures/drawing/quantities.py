"""What the three maps show: of layers, and of time steps."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.figures.drawing.style import power
from gradflow.networks import RNN, OfFamily, downcast, mlp, rnn
from gradflow.parts.cells import CELLS
from gradflow.trace import Trace

ROWS = 100  # a map; of a long sequence every second or fourth time step, counted from the last


@dataclass(frozen=True)
class Map:
    """One map: the array it shows, its formula, the decades its colours span.

    Where the signal passes, sizes (activations about 1, both gradients about 1e-4 with a mean loss over the batch) lie
    at the same colour in all three, five eighths up the scale.
    """

    quantity: str
    formula: str
    ticks: tuple[int, ...]

    @property
    def low(self) -> int:
        return self.ticks[0]

    @property
    def high(self) -> int:
        return self.ticks[-1]

    def tick_texts(self) -> list[str]:
        """Powers of ten; what lies beyond the ends has the colour of the ends."""
        first, *between, last = (power(decades) for decades in self.ticks)
        return [f"≤{first}", *between, f"≥{last}"]


MAPS = (
    Map("activation_rms", "rms h", (-5, -3, -1, 1, 3)),
    Map("signal_rms", "rms ∂loss/∂z", (-14, -10, -6, -2, 2)),
    Map("weight_gradient_rms", "rms ∂loss/∂W", (-14, -10, -6, -2, 2)),
)
SIGNAL = 1  # the map in the middle, the broadest


def maps_of(trace: Trace) -> tuple[Map, ...]:
    """The three maps of this trace."""
    return MAPS_OF[trace.experiment.family](trace.experiment)


def _maps_in_time(experiment: Experiment) -> tuple[Map, ...]:
    """The signals at h and, where the cell has one, at its own state c."""
    state, signal, weights = MAPS
    if CELLS[downcast(experiment.network, RNN).cell].has_cell:
        third = replace(weights, quantity="cell_gradient_rms", formula="rms ∂loss/∂c")
    else:
        third = replace(weights, formula="rms ∂loss/∂U")
    return state, replace(signal, formula="rms ∂loss/∂h"), third


MAPS_OF = OfFamily[Callable[[Experiment], tuple[Map, ...]]]({mlp.FAMILY: lambda _: MAPS, rnn.FAMILY: _maps_in_time})


def rows_of(trace: Trace) -> NDArray[np.int32]:
    """Which depths have a row, counted from 0."""
    stride = -(-trace.depth // ROWS)
    return np.arange(trace.depth - 1, -1, -stride, dtype=np.int32)[::-1].copy()
