"""Weights that are made of others, in float64: W of V and g, and what reaches V of the gradient of W.

What leads into a unit is a column of each (`gradflow.parts.reparametrizations`).
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.networks import Layered
from gradflow.parts.reparametrizations import LEAST, TINY, standard_gain

Array = NDArray[np.float64]


class Making(NamedTuple):
    """Of V [fan_in, unit]: W is way · size, and V's column means are taken off it or not. held: where the length that V
    is divided by is that of V, and not the least there may be [unit]."""

    way: Array
    size: Array
    centred: bool
    held: NDArray[np.bool_]

    @classmethod
    def of(cls, network: Layered, v: Array, g: Array) -> "Making":
        centred = network.reparametrized == "scaled_standardization"
        way = v - v.mean(axis=0) if centred else v
        squared, least = (way**2).sum(axis=0), LEAST if centred else TINY
        gain = standard_gain(network.activation, network.leaky_slope) if centred else 1.0
        return cls(way, gain * g / np.sqrt(np.maximum(squared, least)), centred, squared > least)

    def made(self) -> Array:
        """W."""
        return self.way * self.size

    def onto_made_of(self, onto: Array) -> Array:
        """∂loss/∂W -> ∂loss/∂V: along a column its length counts for nothing."""
        squared = np.maximum((self.way**2).sum(axis=0), TINY)
        along = np.where(self.held, (onto * self.way).sum(axis=0) / squared, 0.0)
        found = self.size * (onto - along * self.way)
        return found - found.mean(axis=0) if self.centred else found


def making_of(network: Layered, step: Any, layer: int, v: Array) -> Making | None:
    """How the weights into a layer, counted from 0, are made of what is trained there, where they are."""
    if layer == 0 or network.reparametrized == "none":
        return None
    return Making.of(network, v, np.asarray(step.weight_scales[layer - 1], np.float64))
