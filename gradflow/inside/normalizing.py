"""Normalization on its way back, for a batch and as the Jacobian of one sample."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.parts.normalizations import EPSILON, GROUPS, NORMALIZATIONS, OVER_BATCH, OVER_GROUPS, OVER_UNITS

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

    def _groups(self) -> list["Normalizing"]:
        """Of groups of units, each group by itself."""
        parts = zip(np.split(self.x, GROUPS, axis=1), np.split(self.gamma, GROUPS), strict=True)
        return [Normalizing(x, gamma, OVER_UNITS, self.centred) for x, gamma in parts]

    def out(self) -> Array:
        """γ times the normalized x."""
        if self.axis == OVER_GROUPS:
            return np.concatenate([group.out() for group in self._groups()], axis=1)
        return self._done()[0] * self.gamma

    def back(self, onto: Array, alone: bool = False) -> Array:
        """∂loss/∂(what comes out) [sample, unit] -> ∂loss/∂x. alone: of every example by itself, the others as they
        are, where a normalization over the batch ties them together."""
        if self.axis == OVER_GROUPS:
            parts = zip(self._groups(), np.split(onto, GROUPS, axis=1), strict=True)
            return np.concatenate([group.back(part) for group, part in parts], axis=1)
        done, inverse = self._done()
        onto = onto * self.gamma
        if alone and self.axis == OVER_BATCH:
            return onto * inverse * (1 - (1 + done**2) / len(self.x))
        through = onto.mean(self.axis, keepdims=True) if self.centred else 0.0
        return (onto - through - done * (onto * done).mean(self.axis, keepdims=True)) * inverse

    def jacobian(self, sample: int) -> Array:
        """∂(what comes out) / ∂x of one sample, the others as they are, [in, out]."""
        units = self.x.shape[1]
        if self.axis == OVER_GROUPS:
            made, size = np.zeros((units, units)), units // GROUPS
            for at, group in enumerate(self._groups()):
                made[at * size : (at + 1) * size, at * size : (at + 1) * size] = group.jacobian(sample)
            return made
        done, inverse = self._done()
        if self.axis == OVER_BATCH:
            size = len(self.x)
            return np.diag(self.gamma * inverse[0] * (1 - (1 + done[sample] ** 2) / size))
        taken = self.centred / units + np.outer(done[sample], done[sample]) / units
        return (np.eye(units) - taken) * inverse[sample] * self.gamma
