"""The anatomy of a layered network's step: from z of a layer to z of the next, and back."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.inside.anatomy import Anatomy
from gradflow.inside.normalizing import Normalizing
from gradflow.networks import MLP, downcast
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.connections import CONNECTIONS

Array = NDArray[np.float64]
SAMPLE = 0  # of the batch, whose Jacobian is looked at


class LayeredWay:
    """A step of `gradflow.inspect`, read as the linear maps that its chain rule multiplies. Layers count from 0."""

    def __init__(self, experiment: Experiment, step: Any) -> None:
        self.network, self.step = downcast(experiment.network, MLP), step
        self.depth = self.network.depth
        self.connection = CONNECTIONS[self.network.connection]
        every = self.network.skip_length if self.connection.every == -1 else self.connection.every
        met = [layer for layer in range(every, self.depth) if layer % every == 0] if every else []
        self.source = {layer: 0 if self.connection.from_input else layer - every for layer in met}
        learned, fixed = step.branch_scales, self.network.branch_scale
        self.scale = [
            float(learned[layer] if self.connection.learned_scale else fixed) if layer in self.source else 1.0
            for layer in range(self.depth)
        ]

    def wide(self, name: str, layer: int) -> Array:
        """Of one layer, in float64."""
        return np.asarray(getattr(self.step, name)[layer], np.float64)

    def _gate(self, layer: int) -> tuple[Array, Array]:
        """A highway's gate T into a layer, and by how much its opening moves z: T (1 - T) ⊙ (branch - z below)."""
        below = self.wide("preactivations", layer - 1)
        entering = below @ self.wide("gate_weights", layer - 1) + self.wide("gate_biases", layer - 1)
        opening = 1 / (1 + np.exp(-entering))
        branch = self.wide("activations", layer - 1) @ self.wide("weights", layer) + self.wide("biases", layer)
        return opening, opening * (1 - opening) * (branch - below)

    def onto(self, layer: int, signal: Array) -> Array:
        """∂loss/∂z of a layer -> ∂loss/∂(h W + b) of its branch."""
        return signal * self._gate(layer)[0] if self.connection.gated and layer else signal * self.scale[layer]

    def _normalizing(self, layer: int) -> Normalizing | None:
        name = self.network.normalization
        if name == "none":
            return None
        gamma = self.wide("norm_scales", layer)
        if self.network.norm_position == "before":
            return Normalizing.of(name, self.wide("preactivations", layer), gamma)
        return Normalizing.of(name, self.raw(layer), gamma)

    def raw(self, layer: int) -> Array:
        """φ(z) before the normalization after it."""
        activation = ACTIVATIONS[self.network.activation]
        found = activation.function(self.step.preactivations[layer], np.float32(self.network.leaky_slope))  # type: ignore[arg-type]
        return np.asarray(found, np.float64)

    def through(self, layer: int, from_above: Array, alone: bool) -> Array:
        """∂loss/∂h -> ∂loss/∂z of one layer, without what comes through skips, [sample, unit]."""
        slope, norm = self.wide("slopes", layer), self._normalizing(layer)
        if norm is None:
            return from_above * slope
        back = norm.back_alone if alone else norm.back
        return back(from_above * slope) if self.network.norm_position == "before" else back(from_above) * slope

    def back(self, at_last: Array, alone: bool = False) -> Array:
        """∂loss/∂h of the last layer [sample, unit] -> ∂loss/∂z of every layer [depth, sample, unit]. alone: of every
        example by itself, where a normalization over the batch ties them together."""
        signals = np.zeros((self.depth, *at_last.shape))
        from_above, around = at_last, 0.0
        for layer in range(self.depth - 1, -1, -1):
            signals[layer] = self.through(layer, from_above, alone) + around
            signals[layer] += sum(signals[above] for above, source in self.source.items() if source == layer)
            if layer:
                from_above = self.onto(layer, signals[layer]) @ self.wide("weights", layer).T
                around = self._around(layer, signals[layer])
        return signals

    def _around(self, layer: int, signal: Array) -> Array | float:
        """What a highway's gate lets past the branch into a layer, and what comes back through the gate itself."""
        if not self.connection.gated:
            return 0.0
        opening, moved = self._gate(layer)
        return signal * (1 - opening) + (signal * moved) @ self.wide("gate_weights", layer - 1).T

    def slope_matrix(self, layer: int) -> Array:
        """∂h/∂z of SAMPLE in one layer [in, out]."""
        slope, norm = self.wide("slopes", layer)[SAMPLE], self._normalizing(layer)
        if norm is None:
            return np.diag(slope)
        if self.network.norm_position == "before":
            return norm.jacobian(SAMPLE) * slope
        return slope[:, None] * norm.jacobian(SAMPLE)

    def jacobian(self, layer: int) -> Array:
        """∂z of the layer above / ∂z of this one, of SAMPLE [in, out]; what skips further layers is not in it."""
        above = layer + 1
        made = self.slope_matrix(layer) @ self.wide("weights", above)
        if self.connection.gated:
            opening, moved = (part[SAMPLE] for part in self._gate(above))
            return made * opening + np.diag(1 - opening) + self.wide("gate_weights", layer) * moved
        kept = np.eye(len(made)) if self.source.get(above) == layer else 0.0
        return self.scale[above] * made + kept

    def product(self, wanted: Sequence[int]) -> dict[int, Array]:
        """∂z of the last layer / ∂z of each wanted layer, of SAMPLE [in, out]."""
        made = {self.depth - 1: np.eye(self.network.width)}
        for layer in range(self.depth - 2, -1, -1):
            made[layer] = self.jacobian(layer) @ made[layer + 1]
            for above, source in self.source.items():
                if source == layer and above != layer + 1:
                    made[layer] = made[layer] + made[above]
        return {layer: made[layer] for layer in wanted}


def layered(experiment: Experiment, step: Any) -> Anatomy:
    """The anatomy of a step of this experiment."""
    read = LayeredWay(experiment, step)
    depth, (batch, width) = read.depth, step.activations.shape[1:]
    start = np.broadcast_to(np.random.default_rng(0).normal(size=width), (batch, width))
    onto = [read.onto(layer, np.asarray(step.signals[layer], np.float64)) for layer in range(depth)]
    return Anatomy(
        activations=step.activations,
        signals=step.signals,
        entering=[step.inputs, *step.activations[:-1]],
        onto=onto,
        sent_back=read.back(start, alone=True),
        inputs=step.inputs,
        jacobian=read.jacobian,
        product=read.product,
    )
