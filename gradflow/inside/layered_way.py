"""The ways of a layered network's step: from z of a layer to z of the next, and back.

Values are [sample, place, unit]: a unit of a picture has many places, of other networks one. Signals on their way back
are as many as one likes, each of its own sample or all of one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.inside.making import Making, making_of
from gradflow.inside.normalizing import EVERY, Normalizing
from gradflow.inside.patches import patches, patches_back, rows_of_nearest
from gradflow.networks import downcast
from gradflow.networks.layered import Layered
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.connections import CONNECTIONS

Array = NDArray[np.float64]
SAMPLE = slice(0, 1)  # of the batch, whose Jacobian is looked at
AT_ONCE = 256  # directions of it


def times(x: Array, matrix: Array) -> Array:
    """[sample, place, unit] @ [unit, out]."""
    return (x.reshape(-1, x.shape[2]) @ matrix).reshape(*x.shape[:2], -1)


class LayeredWay:
    """A step of `gradflow.inspect`, read as the linear maps that its chain rule multiplies. Layers count from 0.

    source: of each layer where a skip ends, the layer where it starts. joined: there an activation is added, after a
    normalization before φ, which is the branch's then (He et al. 2015); else it is a preactivation.
    """

    def __init__(self, experiment: Experiment, step: Any) -> None:
        self.network, self.step = downcast(experiment.network, Layered), step
        self.depth = self.network.depth
        self.connection = CONNECTIONS[self.network.connection]
        every = self.network.skip_length if self.connection.every == -1 else self.connection.every
        met = [layer for layer in range(1, self.depth) if every and layer % every == 0]
        starts = {layer: self._start(layer, every) for layer in met}
        self.source = {layer: start for layer, start in starts.items() if 0 <= start < layer}
        self.joined = self.connection.of_activations
        learned, fixed = step.branch_scales, self.network.branch_scale
        self.scale = [
            float(learned[layer] if self.connection.learned_scale else fixed) if layer in self.source else 1.0
            for layer in range(self.depth)
        ]
        self.normalizing, self._gate = cache(self._normalizing), cache(self._opened)  # read for every few directions

    def _start(self, layer: int, every: int) -> int:
        if self.connection.mirrored:
            return self.depth - 1 - layer
        return 0 if self.connection.from_input else layer - every

    def wide(self, name: str, layer: int) -> Array:
        """Of one layer [sample, place, unit], in float64."""
        return placed(getattr(self.step, name)[layer])

    def entering(self, layer: int) -> Array:
        """What a layer's weights multiply [sample, place, fan_in]: of a dense block all layers that it reads, side by
        side; of a picture the patch of every place."""
        if layer == 0:
            return self._patches(placed(self.step.inputs))
        read = [layer - 1 - back for back in range(self.network.read_by(layer))]
        return self._patches(np.concatenate([self.wide("activations", each) * self.left_in(each) for each in read], 2))

    def left_in(self, layer: int, of: slice = EVERY) -> Array | float:
        """By what dropout multiplies what weights read of a layer, and what they send back to it."""
        return self.wide("left_in", layer)[of] if len(self.step.left_in) else 1.0

    def _patches(self, x: Array) -> Array:
        return patches(x, self.network.taps, self.network.circular)

    def weight(self, layer: int) -> Array:
        """[fan_in, width], of what is read."""
        return making.made() if (making := self.making(layer)) else self._trained(layer)

    def making(self, layer: int) -> Making | None:
        """How they are made of what is trained, where they are."""
        return making_of(self.network, self.step, layer, self._trained(layer))

    def _trained(self, layer: int) -> Array:
        whole, net = _matrix(self.step.weights[layer]), self.network
        return rows_of_nearest(whole, net.taps, net.read_by(layer) * net.width) if layer and net.block > 1 else whole

    def _branch(self, layer: int) -> Array:
        return times(self.entering(layer), self.weight(layer)) + np.asarray(self.step.biases[layer], np.float64)

    def _opened(self, layer: int) -> tuple[Array, Array]:
        """A highway's gate T into a layer, and by how much its opening moves z: T (1 - T) ⊙ (branch - z below)."""
        below = self.wide("preactivations", layer - 1)
        entering = times(self._patches(below), _matrix(self.step.gate_weights[layer - 1]))
        opening = 1 / (1 + np.exp(-(entering + np.asarray(self.step.gate_biases[layer - 1], np.float64))))
        return opening, opening * (1 - opening) * (self._branch(layer) - below)

    def _normalizing(self, layer: int) -> tuple[str, Normalizing | None]:
        """Where a layer is normalized, "branch", "before" or "after" φ, and how."""
        name, before = self.network.normalization, self.network.norm_position == "before"
        if name == "none":
            return "", None
        of_branch = before and self.joined and layer in self.source
        where = "branch" if of_branch else "before" if before else "after"
        of = {"branch": self._branch, "before": partial(self.wide, "preactivations"), "after": self.raw}
        return where, Normalizing.of(name, of[where](layer), np.asarray(self.step.norm_scales[layer], np.float64))

    def raw(self, layer: int) -> Array:
        """φ(z) before the normalization after it."""
        activation = ACTIVATIONS[self.network.activation]
        found = activation.function(self.step.preactivations[layer], np.float32(self.network.leaky_slope))  # type: ignore[arg-type]
        return placed(found)

    def onto(self, layer: int, signal: Array, of: slice = EVERY, alone: bool = False) -> Array:
        """∂loss/∂z of a layer -> ∂loss/∂(h W + b) of its branch."""
        if self.connection.gated and layer:
            return signal * self._gate(layer)[0][of]
        where, norm = self.normalizing(layer)
        scaled = signal * self.scale[layer]
        return norm.back(scaled, of, alone) if norm and where == "branch" else scaled

    def through(self, layer: int, from_above: Array, of: slice, alone: bool) -> Array:
        """∂loss/∂h -> ∂loss/∂z of one layer, without what comes through skips."""
        slope, (where, norm) = self.wide("slopes", layer)[of], self.normalizing(layer)
        if norm and where == "before":
            return norm.back(from_above * slope, of, alone)
        return norm.back(from_above, of, alone) * slope if norm and where == "after" else from_above * slope

    def sent(self, layer: int, signal: Array, of: slice, alone: bool) -> Iterator[tuple[str, int, Array]]:
        """What ∂loss/∂z of a layer sends down: onto "h" or "z" of which layer, and what arrives there."""
        if layer == 0:
            return
        branch = times(self.onto(layer, signal, of, alone), self.weight(layer).T)
        onto_read = patches_back(branch, self.network.taps, self.network.circular)
        for back, part in enumerate(np.split(onto_read, self.network.read_by(layer), axis=2)):
            yield "h", layer - 1 - back, part * self.left_in(layer - 1 - back, of)
        if layer in self.source:
            yield "h" if self.joined else "z", self.source[layer], signal
        if self.connection.gated:  # what lets past the branch, and what comes back through the gate itself
            opening, moved = (part[of] for part in self._gate(layer))
            by_gate = times(signal * moved, _matrix(self.step.gate_weights[layer - 1]).T)
            back = patches_back(by_gate, self.network.taps, self.network.circular)
            yield "z", layer - 1, signal * (1 - opening) + back

    def back(
        self, at_last: Array, of: slice = EVERY, alone: bool = False, onto: str = "h"
    ) -> Iterator[tuple[int, Array]]:
        """∂loss/∂h of the last layer [signal, place, unit], or onto its "z", -> ∂loss/∂z of every layer, from the last
        one down. of: of which samples; of one, all signals are of it. alone: of every example by itself."""
        coming: dict[str, dict[int, Any]] = {"h": defaultdict(float), "z": defaultdict(float)}
        coming[onto][self.depth - 1] = at_last
        for layer in range(self.depth - 1, -1, -1):
            signal, from_above = coming["z"].pop(layer, 0.0), coming["h"].pop(layer, None)
            if from_above is not None:
                signal = signal + self.through(layer, from_above, of, alone)
            yield layer, signal
            for where, below, part in self.sent(layer, signal, of, alone):
                coming[where][below] = coming[where][below] + part

    def _directions(self) -> Iterator[Array]:
        """All directions of z of one sample [direction, place, unit], some at once."""
        places, width = self.wide("slopes", 0).shape[1:]
        whole = np.eye(places * width)
        for first in range(0, len(whole), AT_ONCE):
            yield whole[first : first + AT_ONCE].reshape(-1, places, width)

    def jacobian(self, layer: int) -> Array:
        """∂z of the layer above / ∂z of this one, of SAMPLE [in, out]; what skips further layers is not in it."""
        rows = []
        for some in self._directions():
            arriving = np.zeros_like(some)
            for where, below, part in self.sent(layer + 1, some, SAMPLE, True):
                if below == layer:
                    arriving = arriving + (self.through(layer, part, SAMPLE, True) if where == "h" else part)
            rows.append(arriving.reshape(len(some), -1))
        return np.concatenate(rows).T

    def product(self, wanted: Sequence[int]) -> dict[int, Array]:
        """∂z of the last layer / ∂z of each wanted layer, of SAMPLE [in, out]."""
        rows: dict[int, list[Array]] = {layer: [] for layer in wanted}
        for some in self._directions():
            for layer, signal in self.back(some, SAMPLE, alone=True, onto="z"):
                if layer in rows:
                    rows[layer].append(signal.reshape(len(some), -1))
        return {layer: np.concatenate(parts).T for layer, parts in rows.items()}


def placed(x: Any) -> Array:
    """[sample, ..., unit] -> [sample, place, unit]."""
    return np.asarray(x, np.float64).reshape(len(x), -1, x.shape[-1])


def _matrix(weights: Any) -> Array:
    """Weights or kernels as one matrix [fan_in, out]."""
    return np.asarray(weights, np.float64).reshape(-1, weights.shape[-1])
