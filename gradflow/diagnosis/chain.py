"""The chain rule taken apart: one factor a layer, and what the weights and what the slopes did to it.

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


@dataclass(frozen=True)
class Chain:
    """Decades of each factor, [depth - 1], row i from layer i + 2 down to layer i + 1; NaN where a size is 0.

    Both add up to the decades between the first layer's signal and the last's.
    """

    weights: Array
    slopes: Array

    @property
    def total(self) -> Array:
        return self.weights + self.slopes


def chain_of(trace: Trace, step: int = -1) -> Chain:
    """The factors at a step of a layered network's trace."""
    names = ("signal_rms", "activation_gradient_rms")
    signal, onto_h = (decades_of(getattr(trace, name)[step]) for name in names)
    return Chain(weights=onto_h[:-1] - signal[1:], slopes=signal[:-1] - onto_h[:-1])
