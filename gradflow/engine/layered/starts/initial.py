"""Initial values of a layered network's parameters, and which of them come in when the experiment changes in mid-run.

All in NumPy, so that nothing compiles.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.engine.core.train_state import TrainState
from gradflow.engine.core.update import OptimizerMemory
from gradflow.engine.layered.shape import CAPACITY, LayeredShape
from gradflow.engine.layered.stack.parameters import HiddenLayers, LayeredEnds, blank_stack
from gradflow.engine.layered.starts.layerwise import LayerTraining, layer_by_layer
from gradflow.experiment import Experiment
from gradflow.networks import Layered, downcast
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS
from gradflow.parts.seed_roles import FIRST_WEIGHT, GATE_WEIGHT, HIDDEN_BIAS, HIDDEN_WEIGHT, LAST_WEIGHT
from gradflow.tasks import task_of

IN_BOTH = ("bias", "norm_scale", "norm_shift", "branch_scale")  # highway has more


def initial(experiment: Experiment, shape: LayeredShape) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Parameters, and running mean 0 and variance 1 [capacity, 2, width]."""
    running = np.zeros((CAPACITY, 2, shape.width), np.float32)
    running[:, 1] = 1.0
    return initial_parameters(experiment, shape), running


def initial_parameters(experiment: Experiment, shape: LayeredShape) -> NDArray[np.float32]:
    """Weights drawn, hidden biases too where they have a gain; other biases and shifts 0, scales 1, ReZero's
    branch scales 0, gates at their bias."""
    network, width = downcast(experiment.network, Layered), shape.width
    stack = blank_stack(shape)
    layers: Any = HiddenLayers(stack, shape)  # type: ignore[arg-type]
    ends: Any = LayeredEnds.of(stack, shape)  # type: ignore[arg-type]
    layers.norm_scale[: network.depth] = 1.0
    if network.bias_gain:
        for layer in range(network.depth):
            layers.bias[layer] = _biases(experiment, layer)
    for layer in range(1, network.depth):
        if layer == 1 or not network.tied:
            read = min(network.block, network.depth - 1) if network.tied else network.read_by(layer)
            drawn = _weights(experiment, HIDDEN_WEIGHT, layer, read * width, width, shape.taps)
            _by_layer(layers.weight[layer : layer + 1], shape)[:, :, :read] = _by_layer(drawn[None], shape, read)
        if shape.gated:
            layers.gate_bias[layer] = network.gate_bias
            layers.gate_weight[layer] = _weights(experiment, GATE_WEIGHT, layer, width, width, shape.taps)
    inputs = task_of(experiment.task).inputs  # those there is only room for have weights 0
    first = _weights(experiment, FIRST_WEIGHT, 0, inputs // shape.positions, width, shape.taps)
    ends.first_weight[: len(first)] = first
    ends.last_weight[:] = _weights(experiment, LAST_WEIGHT, 0, width, shape.outputs)
    if experiment.start == "layerwise":
        below = _by_layer(layers.weight, shape)[1 : network.depth, :, 0]  # of what a layer reads, that just below
        lowest = ends.first_weight[: len(first)].reshape(shape.taps, -1, width)
        _train_layers(experiment, shape, [lowest, *below], layers.bias)
    for layer in range(1, network.depth if shape.made else 1):
        weight = _by_layer(layers.weight[[1 if network.tied else layer]], shape)[0, :, : network.read_by(layer)]
        layers.weight_scale[layer] = _scales(weight, shape)
    return stack


def _train_layers(experiment: Experiment, shape: LayeredShape, weights: list[Any], biases: Any) -> None:
    """Write into each what training layer by layer makes of it; weights [tap, unit, width]: of each layer, from what
    lies just below."""
    network = downcast(experiment.network, Layered)
    trained = min(network.depth, 2) if network.tied else network.depth
    about = network.activation, network.leaky_slope, experiment.seed, experiment.layer_steps
    start = LayerTraining(experiment.data, trained, *about, shape.side, shape.taps, network.circular)
    drawn = [(weight.reshape(-1, shape.width), bias) for weight, bias in zip(weights, biases, strict=False)]
    for layer, (weight, bias) in enumerate(layer_by_layer(start, drawn)):
        weights[layer][...], biases[layer] = weight.reshape(weights[layer].shape), bias


def _by_layer(weight: Any, shape: LayeredShape, read: int | None = None) -> Any:
    """Weights [capacity, fan_in, width] by the layers that they read: [capacity, tap, layer, unit, width], a view."""
    return weight.reshape(len(weight), shape.taps, read or shape.block, shape.width, shape.width)


def _weights(
    experiment: Experiment, role: int, layer: int, below: int, above: int, taps: int = 1
) -> NDArray[np.float32]:
    """gain × the initializer's draw [taps · below, above]; its random numbers depend on the seed, the role and the
    layer only."""
    network = downcast(experiment.network, Layered)
    rng = np.random.default_rng((experiment.seed, role, layer))
    drawn = INITIALIZERS[network.initializer].draw(rng, taps * below, taps * above, network.init_scale, taps)
    return drawn * np.float32(network.gain)


def _scales(weight: NDArray[np.float32], shape: LayeredShape) -> NDArray[np.float32]:
    """The first scales [width] of weights [tap, layer, unit, width] that are made of others."""
    by_norm = REPARAMETRIZATIONS[shape.reparametrization].by_norm
    return np.sqrt((weight**2).sum(axis=(0, 1, 2))) if by_norm else np.ones(shape.width, np.float32)


def _biases(experiment: Experiment, layer: int) -> NDArray[np.float32]:
    """N(0, bias_gain²) [width] (Poole et al. 2016, arXiv:1606.05340)."""
    network, rng = downcast(experiment.network, Layered), np.random.default_rng((experiment.seed, HIDDEN_BIAS, layer))
    return rng.standard_normal(network.width, dtype=np.float32) * np.float32(network.bias_gain)


def after_change(
    state: TrainState, before: Experiment, now: Experiment, was: LayeredShape, shape: LayeredShape, fresh: TrainState
) -> TrainState:
    """The state to go on with, on the host; the shapes are those of `before` and `now`.

    Weights stay. What did not exist before starts at its initial value: highway's gates, a
    normalization's scale, shift and running statistics, ReZero's branch scales, an optimizer's memory.
    """
    old_network, network = downcast(before.network, Layered), downcast(now.network, Layered)
    kept = [name for name in IN_BOTH if name not in _new_vectors(old_network, network)]
    if shape.reparametrization == was.reparametrization != "none":
        kept += ["weight_scale"]
    if was.gated and shape.gated:
        kept += ["gate_bias", "gate_weight"]

    def kept_of(old: Any, start: Any) -> Any:
        """A stack with what both have from the old one, and what is new from the fresh one."""
        stack: Any = np.array(start)
        for name in kept:
            getattr(HiddenLayers(stack, shape), name)[...] = getattr(HiddenLayers(old, was), name)
        weights = (_by_layer(HiddenLayers(each, of).weight, of) for each, of in ((stack, shape), (old, was)))
        _keep_weights(*weights)
        for part, old_part in zip(LayeredEnds.of(stack, shape), LayeredEnds.of(old, was), strict=True):
            part[...] = old_part
        return stack

    memory = fresh.memory
    if now.optimizer == before.optimizer:
        first, second = (kept_of(old, start) for old, start in zip(state.memory[:2], memory[:2], strict=True))
        memory = OptimizerMemory(first, second, state.memory.count)
    starts = network.normalization == "batch" != old_network.normalization
    running = fresh.running if starts else state.running
    return TrainState(kept_of(state.parameters, fresh.parameters), memory, running)


def _keep_weights(new: Any, old: Any) -> None:
    """Weights stay, into layers of a dense block those from the layers that both read."""
    both = min(new.shape[2], old.shape[2])
    new[:, :, :both] = old[:, :, :both]


def _new_vectors(before: Layered, now: Layered) -> list[str]:
    """The vectors that come into use with the change."""
    vectors: list[str] = []
    if before.normalization == "none" != now.normalization:
        vectors += ["norm_scale", "norm_shift"]
    was, is_ = (CONNECTIONS[network.connection].learned_scale for network in (before, now))
    return vectors + ["branch_scale"] * (is_ and not was)
