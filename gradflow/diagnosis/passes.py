"""One forward and one backward pass of a step, place by place, in the order in which they happen.

Places are counted from 0: the input, layer 1 up to layer L, the loss, layer L down to layer 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.chain import Chain, chain_of
from gradflow.trace import Trace

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """Where the passes are. way: "input", "forward", "loss" or "backward"; layer: 0 at the input, L + 1 at the loss."""

    way: str
    layer: int


@dataclass(frozen=True)
class Passes:
    """What one step measured on its way: rms of h, of ∂loss/∂z and of ∂loss/∂h [depth], and the loss."""

    activations: Array
    signals: Array
    onto_activations: Array
    loss: float
    chain: Chain

    @property
    def depth(self) -> int:
        return len(self.signals)

    @property
    def end(self) -> int:
        """The last place: layer 1 on the way back."""
        return end_of(self.depth)

    def place(self, position: int) -> Place:
        """The place at a position from 0 to `end`."""
        if position == 0:
            return Place("input", 0)
        if position <= self.depth:
            return Place("forward", position)
        if position == self.depth + 1:
            return Place("loss", position)
        return Place("backward", self.end + 1 - position)

    @property
    def last(self) -> int:
        """How far there is something to see: to the first number that is not finite, or to the first signal
        after which all are 0."""
        along = np.concatenate([[1.0], self.activations, [self.loss], self.signals[::-1]])
        broken = np.flatnonzero(~np.isfinite(along))
        if broken.size:
            return int(broken[0])
        present = np.flatnonzero(self.signals)  # of the layers, from the first on
        silent = int(present[0]) if present.size else self.depth  # so many layers, the lowest ones, receive nothing
        return self.end if silent == 0 else self.end + 1 - silent

    def reached(self, position: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which layers the pass forward and the pass back have been to, [depth] each."""
        layers = np.arange(1, self.depth + 1)
        return layers <= position, layers >= self.end + 1 - position


def end_of(depth: int) -> int:
    return 2 * depth + 1


def passes_of(trace: Trace, step: int = -1) -> Passes:
    """The passes of a step of a trace."""
    names = ("activation_rms", "signal_rms", "activation_gradient_rms")
    rows = (np.asarray(getattr(trace, name)[step], np.float64) for name in names)
    return Passes(*rows, loss=float(trace.loss[step]), chain=chain_of(trace, step))
