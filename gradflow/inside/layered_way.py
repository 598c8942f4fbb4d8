"""The ways of a layered network's step: from z of a layer to z of the next, and back."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.inside.making import Making
from gradflow.inside.normalizing import Normalizing
from gradflow.networks import downcast
from gradflow.networks.layered import Layered
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.connections import CONNECTIONS

Array = NDArray[np.float64]
SAMPLE = 0  # of the batch, whose Jacobian is looked at


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

    def _start(self, layer: int, every: int) -> int:
        if self.connection.mirrored:
            return self.depth - 1 - layer
        return 0 if self.connection.from_input else layer - every

    def wide(self, name: str, layer: int) -> Array:
        """Of one layer, in float64."""
        return np.asarray(getattr(self.step, name)[layer], np.float64)

    def entering(self, layer: int) -> Array:
        """What a layer's weights multiply [sample, fan_in]: of a dense block all layers that it reads, side by side."""
        if layer == 0:
            return np.asarray(self.step.inputs, np.float64)
        read = [layer - 1 - back for back in range(self.network.read_by(layer))]
        return np.concatenate([self.wide("activations", each) * self.left_in(each) for each in read], axis=1)

    def left_in(self, layer: int) -> Array:
        """By what dropout multiplies what weights read of a layer, and what they send back to it [sample, unit]."""
        return self.wide("left_in", layer) if len(self.step.left_in) else np.ones(self.step.activations.shape[1:])

    def weight(self, layer: int) -> Array:
        """[fan_in, width], of what is read."""
        making = self.making(layer)
        return making.made() if making else self._trained(layer)

    def making(self, layer: int) -> Making | None:
        """How they are made of what is trained, where they are."""
        if layer == 0 or self.network.reparametrized == "none":
            return None
        return Making.of(self.network, self._trained(layer), self.wide("weight_scales", layer - 1))

    def _trained(self, layer: int) -> Array:
        rows = self.network.read_by(layer) * self.network.width
        return self.wide("weights", layer)[:rows] if layer else self.wide("weights", 0)

    def onto_trained(self, layer: int, onto: Array) -> Array:
        """∂loss/∂(the weights as they are used) [fan_in, width] -> ∂loss/∂(what is trained)."""
        making = self.making(layer)
        return making.onto_made_of(onto) if making else onto

    def _branch(self, layer: int) -> Array:
        return self.entering(layer) @ self.weight(layer) + self.wide("biases", layer)

    def _gate(self, layer: int) -> tuple[Array, Array]:
        """A highway's gate T into a layer, and by how much its opening moves z: T (1 - T) ⊙ (branch - z below)."""
        below = self.wide("preactivations", layer - 1)
        entering = below @ self.wide("gate_weights", layer - 1) + self.wide("gate_biases", layer - 1)
        opening = 1 / (1 + np.exp(-entering))
        return opening, opening * (1 - opening) * (self._branch(layer) - below)

    def _normalizing(self, layer: int) -> tuple[str, Normalizing | None]:
        """Where a layer is normalized, "branch", "before" or "after" φ, and how."""
        name, before = self.network.normalization, self.network.norm_position == "before"
        if name == "none":
            return "", None
        of_branch = before and self.joined and layer in self.source
        where = "branch" if of_branch else "before" if before else "after"
        of = {"branch": self._branch, "before": partial(self.wide, "preactivations"), "after": self.raw}
        return where, Normalizing.of(name, of[where](layer), self.wide("norm_scales", layer))

    def raw(self, layer: int) -> Array:
        """φ(z) before the normalization after it."""
        activation = ACTIVATIONS[self.network.activation]
        found = activation.function(self.step.preactivations[layer], np.float32(self.network.leaky_slope))  # type: ignore[arg-type]
        return np.asarray(found, np.float64)

    def onto(self, layer: int, signal: Array, alone: bool = False) -> Array:
        """∂loss/∂z of a layer -> ∂loss/∂(h W + b) of its branch."""
        if self.connection.gated and layer:
            return signal * self._gate(layer)[0]
        where, norm = self._normalizing(layer)
        scaled = signal * self.scale[layer]
        return norm.back(scaled, alone) if norm and where == "branch" else scaled

    def through(self, layer: int, from_above: Array, alone: bool) -> Array:
        """∂loss/∂h -> ∂loss/∂z of one layer, without what comes through skips, [sample, unit]."""
        slope, (where, norm) = self.wide("slopes", layer), self._normalizing(layer)
        if norm and where == "before":
            return norm.back(from_above * slope, alone)
        return norm.back(from_above, alone) * slope if norm and where == "after" else from_above * slope

    def back(self, at_last: Array, alone: bool = False) -> Array:
        """∂loss/∂h of the last layer [sample, unit] -> ∂loss/∂z of every layer [depth, sample, unit]. alone: of every
        example by itself."""
        signals, onto_h = np.zeros((self.depth, *at_last.shape)), np.zeros((self.depth, *at_last.shape))
        onto_h[-1], around = at_last, np.zeros_like(at_last)
        for layer in range(self.depth - 1, -1, -1):
            signals[layer] = self.through(layer, onto_h[layer], alone) + around + self._skipped(layer, signals)
            if layer:
                sent = self.onto(layer, signals[layer], alone) @ self.weight(layer).T
                for back, part in enumerate(np.split(sent, self.network.read_by(layer), axis=1)):
                    onto_h[layer - 1 - back] += part * self.left_in(layer - 1 - back)
                if self.joined and layer in self.source:
                    onto_h[self.source[layer]] += signals[layer]
                around = self._around(layer, signals[layer])
        return signals

    def _skipped(self, layer: int, made: Any) -> Any:
        """What skips of preactivations bring back to where they start, of what was made of the layers above."""
        ends = [above for above, start in self.source.items() if start == layer and not self.joined]
        return sum((made[above] for above in ends), 0.0)

    def _around(self, layer: int, signal: Array) -> Array:
        """What a highway's gate lets past the branch into a layer, and what comes back through the gate itself."""
        if not self.connection.gated:
            return np.zeros_like(signal)
        opening, moved = self._gate(layer)
        return signal * (1 - opening) + (signal * moved) @ self.wide("gate_weights", layer - 1).T

    def slope_matrix(self, layer: int) -> Array:
        """∂h/∂z of SAMPLE in one layer [in, out]."""
        slope, (where, norm) = self.wide("slopes", layer)[SAMPLE], self._normalizing(layer)
        if norm and where == "before":
            return norm.jacobian(SAMPLE) * slope
        return slope[:, None] * norm.jacobian(SAMPLE) if norm and where == "after" else np.diag(slope)

    def branch_matrix(self, layer: int) -> Array:
        """∂z of a layer / ∂(what enters its weights) of SAMPLE [in, out]."""
        if self.connection.gated:
            return self.weight(layer) * self._gate(layer)[0][SAMPLE]
        where, norm = self._normalizing(layer)
        made = self.weight(layer) * self.scale[layer]
        return made @ norm.jacobian(SAMPLE) if norm and where == "branch" else made

    def _past(self, layer: int) -> Array:
        """∂z of a layer / ∂z of the one below past its branch, of SAMPLE [in, out]: by a highway's gate, or a skip."""
        width = self.network.width
        if self.connection.gated:
            opening, moved = (part[SAMPLE] for part in self._gate(layer))
            return np.diag(1 - opening) + self.wide("gate_weights", layer - 1) * moved
        by_skip = not self.joined and self.source.get(layer) == layer - 1
        return np.eye(width) if by_skip else np.zeros((width, width))

    def jacobian(self, layer: int) -> Array:
        """∂z of the layer above / ∂z of this one, of SAMPLE [in, out]; what skips further layers is not in it."""
        above, width = layer + 1, self.network.width
        read = self.left_in(layer)[SAMPLE, :, None] * self.branch_matrix(above)[:width]
        return self.slope_matrix(layer) @ read + self._past(above)

    def product(self, wanted: Sequence[int]) -> dict[int, Array]:
        """∂z of the last layer / ∂z of each wanted layer, of SAMPLE [in, out]."""
        width, last = self.network.width, self.depth - 1
        onto_h: list[Array] = [np.zeros((width, width)) for _ in range(self.depth)]
        made: dict[int, Array] = {last: np.eye(width)}
        for layer in range(last, -1, -1):
            if layer < last:
                made[layer] = self.slope_matrix(layer) @ onto_h[layer] + self._skipped(layer, made)
                if self.connection.gated:
                    made[layer] = made[layer] + self._past(layer + 1) @ made[layer + 1]
            if layer:
                sent = self.branch_matrix(layer) @ made[layer]
                for back, part in enumerate(np.split(sent, self.network.read_by(layer), axis=0)):
                    read = self.left_in(layer - 1 - back)[SAMPLE, :, None] * part
                    onto_h[layer - 1 - back] = onto_h[layer - 1 - back] + read
                if self.joined and layer in self.source:
                    onto_h[self.source[layer]] = onto_h[self.source[layer]] + made[layer]
        return {layer: made[layer] for layer in wanted}
