"""Smallness: what keeps the weights so small that less and less of a signal passes: a decay, or a limit."""

from functools import lru_cache

import numpy as np

from gradflow.diagnosis.verdicts.decays import scheduled_so_far
from gradflow.experiment import Experiment
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.optimizers import OPTIMIZERS

OUTLASTED = 3.0  # a decay alone, without any gradient, would have left e⁻³ of the weights, a twentieth
OUTWEIGHS = 0.01  # of L2, where an optimizer divides gradient and pull alike and a step moves a weight by about the
# rate: more than most gradients are, once the steps so far are as long as a first weight


def keeps_small(now: Experiment, step: int) -> str | None:
    """l2, weight_decay or weight_limit; None where none of them does. A limit does that lies below the usual size of a
    first weight."""
    for decay, strength in (("l2", now.l2), ("weight_decay", now.resolved("weight_decay"))):
        if not strength:
            continue
        moved = now.learning_rate * scheduled_so_far(now, step)
        rescaled = decay == "l2" and not OPTIMIZERS[now.optimizer].proportional
        if (strength >= OUTWEIGHS and moved >= _first_weights(now)) if rescaled else strength * moved >= OUTLASTED:
            return decay
    return "weight_limit" if 0 < now.weight_limit < _first_weights(now) else None


def _first_weights(now: Experiment) -> float:
    """Their root mean square, of those that lead from one layer, or one time step, to the next."""
    network = now.network
    name = getattr(network, "recurrent_initializer", getattr(network, "initializer", ""))
    gain = 1.0 if hasattr(network, "recurrent_initializer") else getattr(network, "gain", 1.0)
    return gain * _drawn(name, network.width, getattr(network, "taps", 1), getattr(network, "init_scale", 1.0))


@lru_cache(maxsize=64)
def _drawn(name: str, width: int, taps: int, scale: float) -> float:
    drawn = INITIALIZERS[name].draw(np.random.default_rng(0), taps * width, taps * width, scale, taps)
    return float(np.sqrt(np.mean(drawn**2)))
