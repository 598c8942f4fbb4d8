"""Anatomy: one step laid open, of any family; what is measured inside of layers is measured of this."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Anatomy:
    """Of a step's batch.

    activations, signals: h and the backward signal [depth, sample, ...].
    entering, onto: depth -> [sample, place, fan_in] and [sample, place, fan_out]; what a sample contributes to the
        weight gradient of this depth is entering ⊗ onto, summed over its places, and the sum over samples is that
        gradient.
    inputs: [sample, ...], by which examples are near to one another.
    sent_back: signal of each depth [depth, sample, unit] that one and the same signal at the last one becomes.
    jacobian: depth -> ∂(its signal's place at the depth above) / ∂(that of this depth) of one sample [in, out], by the
        way from one depth to the next alone; empty at the last.
    product: the same from every depth to the last one, by every way; the last is the identity.
    onto_trained: (depth, gradient of its weights as they are used) -> that of what is trained, if those are made of it.
    """

    activations: Array
    signals: Array
    entering: Callable[[int], Array]
    onto: Callable[[int], Array]
    inputs: Array
    sent_back: Array
    jacobian: Callable[[int], Array]
    product: Callable[[Sequence[int]], Mapping[int, Array]]
    onto_trained: Callable[[int, Any], Array] = lambda _, onto: onto

    @property
    def depth(self) -> int:
        return len(self.signals)
