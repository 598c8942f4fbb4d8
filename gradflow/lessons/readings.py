"""Readings: the numbers and the curves that a prompt may ask for, off a trace."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of
from gradflow.lessons.over_seeds import OVER_SEEDS, over_seeds
from gradflow.lessons.prompt import Prompt, Sketch
from gradflow.presets.claim import QUANTITIES
from gradflow.trace import Trace

Values = NDArray[np.float64]
Places = NDArray[np.integer]  # layers, or time steps
FIRST, LAST = 0, -1  # which end of a curve is given


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
    if not prompt.reads:
        return float("nan")
    if prompt.reads in OVER_SEEDS:
        return over_seeds(prompt.reads, trace.experiment)
    if prompt.at >= len(trace) and prompt.reads != "steps":  # which counts a run that ended early
        return float("nan")
    if prompt.layer is not None:
        return float(curve(prompt.reads, trace, prompt.at)[prompt.layer - 1])
    value = QUANTITIES[prompt.reads](trace, prompt.at)
    return float("nan") if value is None else float(value)


def handles_of(prompt: Sketch, depth: int) -> Places:
    """The layers, or time steps, of a drawing's handles, from 1, both ends among them."""
    return np.unique(np.linspace(1, depth, min(prompt.handles, depth)).round().astype(int))
