"""The chain rule taken apart: one factor a layer, and what weights, dropout, slopes and dead units each did to it.

On its way from layer l + 1 to layer l the signal ∂loss/∂z first goes back through the weights, which
makes ∂loss/∂h of layer l, and then through the activation: ∂loss/∂z = ∂loss/∂h ⊙ φ'(z). A normalization
and what a skip brings past the weights count with the slope.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of
from gradflow.trace import Trace

Array = NDArray[np.float64]
CAUSES = ("matrices", "dropout", "living", "dead")


@dataclass(frozen=True)
class Chain:
    """Decades of each factor, [depth - 1], row i from layer i + 2 down to layer i + 1; NaN where a size is 0.

    weights, slopes: both add up to the decades between the first layer's signal and the last's. dead: of the slopes'
    part what dead units take, through which nothing passes; were all that arrives spread evenly over the units, it
    would be √(1 - their share). living: the rest of the slopes' part, of the units that are not dead. dropout: of the
    weights' part what it does on average, 1 / √(1 - rate), since those that stay count 1 / (1 - rate); 0 without it.
    matrices: the rest of the weights' part.
    """

    weights: Array
    slopes: Array
    dead: Array
    dropout: Array

    @property
    def total(self) -> Array:
        return self.weights + self.slopes

    @property
    def living(self) -> Array:
        return self.slopes - self.dead

    @property
    def matrices(self) -> Array:
        return self.weights - self.dropout

    def parts(self) -> dict[str, Array]:
        """The causes by name, dropout where there is any; they add up to the total."""
        return {cause: getattr(self, cause) for cause in CAUSES if cause != "dropout" or self.dropout.any()}


def chain_of(trace: Trace, step: int = -1) -> Chain:
    """The factors at a step of a layered network's trace."""
    names = ("signal_rms", "activation_gradient_rms")
    signal, onto_h = (decades_of(getattr(trace, name)[step]) for name in names)
    dead = decades_of(1 - trace.dead_fraction[step][:-1].astype(np.float64)) / 2
    number = range(len(trace))[step]
    rate = getattr(trace.experiment.at(number).network, "dropout", 0.0)
    dropout = np.full_like(dead, -np.log10(1 - rate) / 2)
    return Chain(weights=onto_h[:-1] - signal[1:], slopes=signal[:-1] - onto_h[:-1], dead=dead, dropout=dropout)


def between(trace: Trace) -> str:
    """What of a layer counts with the slope besides it: "", "normalized", "skipping" or "both"."""
    network = trace.experiment.at(max(0, trace.last_finite)).network
    normalized = getattr(network, "normalization", "none") != "none"
    skipping = trace.experiment.family.passed_by(network)
    return {(False, False): "", (True, False): "normalized", (False, True): "skipping"}.get(
        (normalized, skipping), "both"
    )
