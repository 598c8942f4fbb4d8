"""Claims: what a run must show, as data that a trace is measured against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf, log10, nan

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of
from gradflow.diagnosis import diagnose
from gradflow.diagnosis.chain import chain_of
from gradflow.diagnosis.families import memory_at, row_at
from gradflow.diagnosis.row import decades
from gradflow.diagnosis.verdicts.signal import SIGNALS
from gradflow.experiment import Experiment
from gradflow.parts.cells import CELLS
from gradflow.trace import RecurrentTrace, Trace

Quantity = Callable[[Trace, int], float | None]


@dataclass(frozen=True)
class Claim:
    """At `step` (negative: from the end) the quantity lies between `low` and `high`."""

    quantity: str
    low: float = -inf
    high: float = inf
    step: int = -1


def about(quantity: str, value: float, within: float, step: int = -1) -> Claim:
    """At `step` the quantity is this value, give or take."""
    return Claim(quantity, value - within, value + within, step)


@dataclass(frozen=True)
class Verdict:
    """At `step` (negative: from the end) one of the two verdicts is this word: on the signal, or on learning."""

    word: str
    step: int = -1


@dataclass(frozen=True)
class Preset:
    """A named starting point, and what it must show. view: the pictures it opens with; "" for a laboratory's first."""

    experiment: Experiment
    shows: tuple[Claim | Verdict, ...]
    view: str = ""


def preset(experiment: Experiment, *shows: Claim | Verdict, view: str = "") -> Preset:
    return Preset(experiment, shows, view)


def measured(claim: Claim | Verdict, trace: Trace) -> float | str:
    """What the trace says about it: a number or a word; NaN where the trace does not say (yet)."""
    step = claim.step + (len(trace) if claim.step < 0 else 0)
    if not 0 <= step < len(trace):
        return nan
    if isinstance(claim, Verdict):
        found = diagnose(trace, step)
        return str(found.signal if claim.word in SIGNALS else found.learning)
    value = QUANTITIES[claim.quantity](trace, step)
    return nan if value is None else float(value)


def holds(claim: Claim | Verdict, trace: Trace) -> bool:
    """Whether the trace shows it."""
    value = measured(claim, trace)
    return value == claim.word if isinstance(claim, Verdict) else claim.low <= float(value) <= claim.high


def _latest(looks: NDArray[np.float32], step: int) -> float | None:
    """What was found when held-out data was last looked at."""
    found = looks[: step + 1]
    found = found[np.isfinite(found)]
    return found[-1] if found.size else None


def _remembered(what: str) -> Quantity:
    """Of a recurrent network's memory (`gradflow.diagnosis.memory.Memory`)."""
    return lambda trace, step: getattr(memory_at(trace, step), what, None)


def _cell_decades(trace: Trace, step: int) -> float | None:
    along_c = row_at(trace, step).cell_signal
    return None if along_c is None else decades(along_c)


def _half_life(trace: Trace, step: int) -> float | None:
    """Time steps after which half of the signal along c is left, if each takes its share; None where none is lost."""
    along_c = _cell_decades(trace, step)
    return None if along_c is None or along_c >= 0 else -log10(2) * (trace.depth - 1) / along_c


def _carry_opening(trace: Trace, step: int) -> float | None:
    """How far the gate that carries the old state is open, over all time steps."""
    cell = getattr(trace.experiment.network, "cell", "")
    carry = CELLS[cell].carry if cell else None
    return None if carry is None else getattr(trace, RecurrentTrace.OPENINGS[carry])[step].mean()


def _a_layer(trace: Trace, decades: float | None) -> float | None:
    """The factor of one of the layers, or time steps, that all together make so many decades."""
    return None if decades is None else 10 ** (decades / max(1, trace.depth - 1))


QUANTITIES: Mapping[str, Quantity] = {
    # log10 of the first layer, or time step, over the last
    "signal_decades": lambda trace, step: diagnose(trace, step).decades,
    "weight_gradient_decades": lambda trace, step: diagnose(trace, step).weight_gradient_decades,
    # log10 of the last layer over the first
    "activation_decades": lambda trace, step: diagnose(trace, step).forward_decades,
    # how many layers, or time steps, receive a signal of exactly 0
    "silent_layers": lambda trace, step: (trace.signal_rms[step] == 0).sum(),
    # share of all hidden units; share of the worst layer's units
    "saturated": lambda trace, step: trace.saturated_fraction[step].mean(),
    "dead_in_worst_layer": lambda trace, step: trace.dead_fraction[step].max(),
    # ‖ΔW‖ / ‖W‖
    "first_update_ratio": lambda trace, step: trace.update_ratio[step, 0],
    "last_update_ratio": lambda trace, step: trace.update_ratio[step, -1],
    # of the whole gradient, before and after clipping
    "gradient_norm": lambda trace, step: trace.raw_norm[step],
    "clipped_norm": lambda trace, step: trace.clipped_norm[step],
    # of the batch; of the latest look at held-out data
    "loss": lambda trace, step: trace.loss[step],
    "held_out_loss": lambda trace, step: _latest(trace.held_out_loss, step),
    "held_out_accuracy": lambda trace, step: _latest(trace.held_out_accuracy, step),
    # of recurrent networks: the signal along c, as signal_decades; how far its gate is open; lags in time steps
    "cell_decades": _cell_decades,
    "cell_half_life": _half_life,
    "carry_opening": _carry_opening,
    "reach": _remembered("reach"),
    "cell_reach": _remembered("cell_reach"),
    "solved_lag": _remembered("solved"),
    # what a layer, or time step, multiplies the signal by on its way back, and the activation on its way up
    "signal_factor": lambda trace, step: _a_layer(trace, diagnose(trace, step).decades),
    "activation_factor": lambda trace, step: _a_layer(trace, diagnose(trace, step).forward_decades),
    # the share in it of a layered network's weights, and of its slopes
    "weights_factor": lambda trace, step: 10 ** chain_of(trace, step).weights.mean(),
    "slopes_factor": lambda trace, step: 10 ** chain_of(trace, step).slopes.mean(),
    # how many decades the largest and the smallest weight gradient of a layer lie apart
    "weight_gradient_span": lambda trace, step: np.ptp(decades_of(trace.weight_gradient_rms[step])),
    # of the batch; mean cosine between two examples of the last activation
    "training_accuracy": lambda trace, step: trace.accuracy[step],
    "activation_cosine": lambda trace, step: trace.activation_cosine[step],
    # how many there are: a run that leaves the finite numbers ends early
    "steps": lambda trace, step: len(trace),
    # the layer, or time step, in which such a run first leaves them (`NonFinite`); none where all are finite
    "non_finite_layer": lambda trace, step: getattr(trace.first_non_finite(), "layer", None),
}
