"""Normalization on its way back, for a batch and for one of its examples."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.parts.normalizations import EPSILON, GROUPS, NORMALIZATIONS, OVER_BATCH, OVER_GROUPS, OVER_UNITS

Array = NDArray[np.float64]
EVERY = slice(None)  # sample
AXES = {OVER_BATCH: (0, 1), OVER_UNITS: (2,), OVER_GROUPS: (1, 3)}  # of values whose groups are taken apart


class Normalizing(NamedTuple):
    """Of values x [sample, place, unit] of one layer, with its scale γ [unit]."""

    x: Array
    gamma: Array
    axis: int
    centred: bool

    @classmethod
    def of(cls, name: str, x: Array, gamma: Array) -> "Normalizing":
        record = NORMALIZATIONS[name]
        assert record.axis is not None, f"{name} normalizes nothing"
        return cls(x, gamma, record.axis, record.centred)

    def _apart(self, x: Array) -> Array:
        """With groups of units apart, where each is normalized by itself."""
        return x.reshape(*x.shape[:2], GROUPS, -1) if self.axis == OVER_GROUPS else x

    def _done(self) -> tuple[Array, Array]:
        """The normalized x, and 1/σ."""
        x, axes = self._apart(self.x), AXES[self.axis]
        mean = x.mean(axes, keepdims=True) if self.centred else 0.0
        inverse = 1 / np.sqrt(((x - mean) ** 2).mean(axes, keepdims=True) + EPSILON)
        return (x - mean) * inverse, inverse

    def out(self) -> Array:
        """γ times the normalized x."""
        return self._done()[0].reshape(self.x.shape) * self.gamma

    def back(self, onto: Array, of: slice = EVERY, alone: bool = False) -> Array:
        """∂loss/∂(what comes out) [signal, place, unit] -> ∂loss/∂x; of: of which samples, those of all signals if it
        is one. alone: of every example by itself, the others as they are, where a normalization over the batch ties
        them together."""
        done, inverse = self._done()
        done, inverse = done[of], inverse if self.axis == OVER_BATCH else inverse[of]
        coming = self._apart(onto * self.gamma)

        def share(each: Array) -> Array:
            if self.axis == OVER_BATCH and alone:
                return each.sum(1, keepdims=True) / (self.x.shape[0] * self.x.shape[1])
            return each.mean(AXES[self.axis], keepdims=True)

        through = share(coming) if self.centred else 0.0
        return ((coming - through - done * share(coming * done)) * inverse).reshape(onto.shape)
