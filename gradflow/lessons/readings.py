"""Readings: the numbers and the curves that a prompt may ask for, off a trace."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of
from gradflow.diagnosis.chain import chain_of
from gradflow.lessons.prompt import Prompt, Sketch
from gradflow.presets.claim import QUANTITIES, Quantity
from gradflow.trace import Trace

Values = NDArray[np.float64]
Places = NDArray[np.integer]  # layers, or time steps
FIRST, LAST = 0, -1  # which end of a curve is given


def _a_layer(quantity: str) -> Quantity:
    """Decades a layer, or time step."""
    whole = QUANTITIES[quantity]

    def a_layer(trace: Trace, step: int) -> float | None:
        decades = whole(trace, step)
        return None if decades is None else decades / max(1, trace.depth - 1)

    return a_layer


def _factor(quantity: str) -> Quantity:
    a_layer = _a_layer(quantity)
    return lambda trace, step: None if (decades := a_layer(trace, step)) is None else 10**decades


READINGS: Mapping[str, Quantity] = {
    **QUANTITIES,
    # what a layer, or time step, multiplies the signal by on its way back, and the activation on its way up
    "signal_factor": _factor("signal_decades"),
    "activation_factor": _factor("activation_decades"),
    "decades_per_layer": _a_layer("signal_decades"),
    # the share in it of the weights, and of the slopes
    "weights_factor": lambda trace, step: 10 ** chain_of(trace, step).weights.mean(),
    "slopes_factor": lambda trace, step: 10 ** chain_of(trace, step).slopes.mean(),
    # how many decades the largest and the smallest weight gradient of a layer lie apart
    "weight_gradient_span": lambda trace, step: float(np.ptp(decades_of(trace.weight_gradient_rms[step]))),
    "silent_share": lambda trace, step: (trace.signal_rms[step] == 0).mean(),
    "training_accuracy": lambda trace, step: trace.accuracy[step],
    "activation_cosine": lambda trace, step: trace.activation_cosine[step],
}

# By name: the array of a trace, and which end of it is given, 0 decades: the loss's, or the input's.
CURVES: Mapping[str, tuple[str, int]] = {
    "signal": ("signal_rms", LAST),
    "weight_gradient": ("weight_gradient_rms", LAST),
    "update_ratio": ("update_ratio", LAST),
    "cell_signal": ("cell_gradient_rms", LAST),
    "activation": ("activation_rms", FIRST),
}


def curve(reads: str, trace: Trace, at: int = 0) -> Values:
    """Decades beside the given end, [depth]; NaN where a size is 0 or not finite."""
    name, given = CURVES[reads]
    decades = decades_of(getattr(trace, name)[at])
    return decades - decades[given]


def reading(prompt: Prompt, trace: Trace, before: Trace | None = None) -> float:
    """The number that a prompt asks for; NaN where the trace does not say. before: of the run that it is beside."""
    value = _value(prompt, trace)
    if not prompt.beside:
        return value
    return float("nan") if before is None else value - _value(prompt, before)


def _value(prompt: Prompt, trace: Trace) -> float:
    if prompt.at >= len(trace):
        return float("nan")
    if prompt.layer is not None:
        return float(curve(prompt.reads, trace, prompt.at)[prompt.layer - 1])
    value = READINGS[prompt.reads](trace, prompt.at)
    return float("nan") if value is None else float(value)


def handles_of(prompt: Sketch, depth: int) -> Places:
    """The layers, or time steps, of a drawing's handles, from 1, both ends among them."""
    return np.unique(np.linspace(1, depth, min(prompt.handles, depth)).round().astype(int))
