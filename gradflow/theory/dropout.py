"""Dropout in mean-field theory (Schoenholz et al. 2017, arXiv:1611.01232, section 5).

Of an activation that weights read a share 1 - p is left, 1/(1 - p) times as large: its mean square is divided by 1 - p,
and so is that of what comes back. Two inputs lose different units, and what their activations have in common does not
grow with it. So a correlation of 1 is no longer kept, however the weights are drawn: it settles at c* < 1, and what
tells inputs apart goes down to a share 1/e in every ξ layers.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from gradflow.theory.finite_width.pair import PairTable
from gradflow.theory.layer import Layer, Passed, log_add, log_mean
from gradflow.theory.prediction import Prediction
from gradflow.theory.stream import Reads, Upward, Wiring, all_units

TURNS = 400  # of the map, down from 1; it comes to rest within a few ξ, and these are short
NEAR = 1e-3  # of a correlation


class Likeness(NamedTuple):
    """At the last layer: the correlation of two inputs' preactivations that comes to rest, and how many layers a
    distance from it takes to go down to 1/e."""

    settles: float
    layers: float


def log_left(rate: float) -> float:
    """log 1/(1 - p)."""
    return -float(np.log1p(-rate))


def reads_with(layer: Layer, rate: float) -> Reads:
    """Of an activation, what counts where weights read it: E φ²/(1 - p); and where only its variance did, what the mean
    now varies too."""
    return partial(_left, layer.centres, rate) if rate else all_units


def _left(centres: bool, rate: float, passed: Passed) -> Float[np.ndarray, " sample"]:
    second = log_add(passed.second, passed.mean + np.log(rate)) if centres else passed.second
    return second + log_left(rate)


def with_dropout(
    profile: Float[np.ndarray, " depth"],
    activation: Float[np.ndarray, " depth"] | None,
    rate: float,
    likeness: Likeness | None,
) -> Prediction:
    """The prediction; how far seeds lie apart has no closed form here."""
    settles, layers = likeness or (None, None)
    reason, factor = "reason.dropout" if likeness else "reason.dropout_sizes", float(np.exp(log_left(rate)))
    shape = profile - profile[-1]
    return Prediction(shape, reason, activation=activation, factor=factor, settles=settles, layers=layers)


def likeness_of(up: Upward, wiring: Wiring, table: PairTable) -> Likeness:
    """Of a plain network, by the correlation map of its last layer (Poole et al. 2016, arXiv:1606.05340, eq. 5)."""
    below, size = up.passed[-2], float(log_mean(up.sizes[-1]))
    drawn, own = np.exp(wiring.log_weight + float(log_mean(below.second)) - size), np.exp(wiring.log_bias - size)
    entering = float(np.median(below.entering))

    def mapped(c: float) -> float:
        return float(drawn * table.at(entering, np.array([c])).value[0] + own)

    c = 1.0
    for _ in range(TURNS):
        c = mapped(c)
    steepness = (mapped(c) - mapped(c - NEAR)) / NEAR
    return Likeness(c, float(-1 / np.log(steepness)) if 0 < steepness < 1 else np.inf if steepness >= 1 else 0.0)
