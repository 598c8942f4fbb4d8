"""Normalization on its way back, for a batch and as the Jacobian of one sample."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.parts.normalizations import EPSILON, NORMALIZATIONS, OVER_BATCH

Array = NDArray[np.float64]


class Normalizing(NamedTuple):
    """Of values x [sample, unit] of one layer, with its scale γ [unit]."""

    x: Array
    gamma: Array
    axis: int
    centred: bool

    @classmethod
    def of(cls, name: str, x: Array, gamma: Array) -> "Normalizing":
        record = NORMALIZATIONS[name]
        assert record.axis is not None, f"{name} normalizes nothing"
        return cls(x, gamma, record.axis, record.centred)

    def _done(self) -> tuple[Array, Array]:
        """The normalized x, and 1/σ."""
        mean = self.x.mean(self.axis, keepdims=True) if self.centred else 0.0
        inverse = 1 / np.sqrt(((self.x - mean) ** 2).mean(self.axis, keepdims=True) + EPSILON)
        return (self.x - mean) * inverse, inverse

    def out(self) -> Array:
        """γ times the normalized x."""
        return self._done()[0] * self.gamma

    def back(self, onto: Array) -> Array:
        """∂loss/∂(what comes out) [sample, unit] -> ∂loss/∂x."""
        done, inverse = self._done()
        onto = onto * self.gamma
        through = onto.mean(self.axis, keepdims=True) if self.centred else 0.0
        return (onto - through - done * (onto * done).mean(self.axis, keepdims=True)) * inverse

    def back_alone(self, onto: Array) -> Array:
        """The same of every example by itself, the others as they are."""
        if self.axis != OVER_BATCH:
            return self.back(onto)
        done, inverse = self._done()
        return onto * self.gamma * inverse * (1 - (1 + done**2) / len(self.x))

    def jacobian(self, sample: int) -> Array:
        """∂(what comes out) / ∂x of one sample, the others as they are, [in, out]."""
        done, inverse = self._done()
        if self.axis == OVER_BATCH:
            size = len(self.x)
            return np.diag(self.gamma * inverse[0] * (1 - 1 / size - done[sample] ** 2 / size))
        units = self.x.shape[1]
        taken = self.centred / units + np.outer(done[sample], done[sample]) / units
        return (np.eye(units) - taken) * inverse[sample] * self.gamma
