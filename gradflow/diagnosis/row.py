"""Row: one step of a trace, in float64, with the experiment as it stood."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.memory import Memory
from gradflow.diagnosis.sizes import decades as decades
from gradflow.diagnosis.thresholds import STAYS
from gradflow.experiment import Experiment
from gradflow.parts.activations import ACTIVATIONS, Activation
from gradflow.trace import Trace

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """Arrays are [depth], nearest the input first; see `Trace` for what they hold.

    silent_since: the step from which on some layer's signal has been 0; this step where none is.
    lately: the trace of the latest STAYS steps up to this one. recent: its signal, [step, depth]; recent_at: its steps.
    dead_lately, saturated_lately: the least share of such units that each layer had in them.
    """

    experiment: Experiment
    step: int
    silent_since: int
    loss: float
    signal: Array
    activation: Array
    weight_gradient: Array
    update_ratio: Array
    signal_at_start: Array
    dead: Array
    dead_at_start: Array
    lately: Trace
    recent: Array
    recent_at: NDArray[np.integer]
    dead_lately: Array
    saturated_lately: Array
    cosine: float = np.nan  # between the last activations of different inputs
    cell_signal: Array | None = None  # of a cell with a state of its own
    openings: tuple[Array, ...] = ()  # of its gates
    memory: Memory | None = None

    @property
    def frozen(self) -> int:
        """How many layers from the input are not trained."""
        return getattr(self.experiment.network, "frozen_layers", 0)

    @property
    def depth(self) -> int:
        return len(self.signal)

    @property
    def passed_by(self) -> bool:
        """Whether skips carry the signal past layers, so that one of them does not decide for the network."""
        return self.experiment.family.passed_by(self.experiment.network)

    @property
    def activation_function(self) -> Activation:
        return ACTIVATIONS[self.experiment.family.activation(self.experiment.network)]

    @property
    def flattens(self) -> bool:
        """Whether the activation's slope is nowhere exactly 0, so that a 0 of it is one too small for float32."""
        return self.activation_function.saturates == "nearly"

    @property
    def starts_at_zero(self) -> bool:
        """Whether all weights are 0 at first."""
        return getattr(self.experiment.network, "initializer", "") == "zeros"

    @property
    def window(self) -> int:
        """How many depths the signal goes back before it is cut off; 0 where it goes all the way."""
        return self.experiment.family.window(self.experiment.network)


def row_of(trace: Trace, step: int) -> Row:
    """The row of a step."""

    def at(column: NDArray[np.float32]) -> Array:
        return column[step].astype(np.float64)

    lately = trace.rows(slice(max(0, step - STAYS + 1), step + 1))
    return Row(
        experiment=trace.experiment.at(step),
        step=step,
        silent_since=_silent_since(trace, step),
        loss=float(trace.loss[step]),
        signal=at(trace.signal_rms),
        activation=at(trace.activation_rms),
        weight_gradient=at(trace.weight_gradient_rms),
        update_ratio=at(trace.update_ratio),
        signal_at_start=trace.signal_rms[0].astype(np.float64),
        dead=at(trace.dead_fraction),
        dead_at_start=trace.dead_fraction[0].astype(np.float64),
        cosine=float(trace.activation_cosine[step]),
        lately=lately,
        recent=lately.signal_rms.astype(np.float64),
        recent_at=np.arange(max(0, step - STAYS + 1), step + 1),
        dead_lately=lately.dead_fraction.min(axis=0).astype(np.float64),
        saturated_lately=lately.saturated_fraction.min(axis=0).astype(np.float64),
    )


def _silent_since(trace: Trace, step: int) -> int:
    if trace.signal_rms[step].all():
        return step
    heard = np.flatnonzero(trace.signal_rms[:step].all(axis=1))
    return int(heard[-1]) + 1 if heard.size else 0


def layer_of(index: int | np.integer) -> int:
    """Layers are named from 1."""
    return int(index) + 1
