"""Initial values of a recurrent network's parameters, and which of them come in when the experiment changes in mid-run.

All in NumPy, so that nothing compiles.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.engine.core.hyperparameters import position
from gradflow.engine.core.train_state import TrainState
from gradflow.engine.core.update import OptimizerMemory
from gradflow.engine.recurrent.masks import CANDIDATE
from gradflow.engine.recurrent.parameters import Gates, RecurrentEnds, blank_stack
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS, MOST_GATES
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.recurrence import recurrent_matrix
from gradflow.parts.seed_roles import BELOW_WEIGHT, INPUT_WEIGHT, OUTPUT_WEIGHT


def initial(experiment: Experiment, shape: RecurrentShape) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Parameters, and no running statistics."""
    return initial_parameters(experiment, shape), np.zeros(0, np.float32)


def initial_parameters(experiment: Experiment, shape: RecurrentShape) -> NDArray[np.float32]:
    """Weights drawn gate by gate; biases 0 but the carrying gate's, scales 1."""
    network, width = downcast(experiment.network, RNN), shape.width
    cell, gain = CELLS[network.cell], np.float32(network.gain)

    def drawn(role: int, layer: int, gate: int, fan_in: int, fan_out: int) -> NDArray[np.float32]:
        rng = np.random.default_rng((experiment.seed, role, layer, gate))
        return INITIALIZERS[network.initializer].draw(rng, fan_in, fan_out, network.init_scale)

    stack = blank_stack(shape)
    gates, ends = Gates.of(stack, shape), RecurrentEnds.of(stack, shape)  # type: ignore[arg-type]
    first: Any = ends.from_inputs
    last: Any = ends.to_outputs
    for layer in range(shape.layers):
        for gate in range(cell.gates):
            rule, scale, radius = network.recurrent_initializer, network.init_scale, network.spectral_radius
            gates.from_state[layer, gate] = recurrent_matrix(rule, width, scale, radius, (experiment.seed, layer, gate))
            if layer:
                gates.from_below[layer, gate] = gain * drawn(BELOW_WEIGHT, layer, gate, width, width)
            else:
                first[gate] = gain * drawn(INPUT_WEIGHT, 0, gate, shape.inputs, width)
            gates.scales[layer, gate] = 1.0
        if cell.carry is not None:
            gates.bias[layer, cell.carry] = network.forget_bias
    last[:] = drawn(OUTPUT_WEIGHT, 0, 0, width, shape.outputs)
    return stack


def after_change(
    state: TrainState,
    before: Experiment,
    now: Experiment,
    was: RecurrentShape,
    shape: RecurrentShape,
    fresh: TrainState,
) -> TrainState:
    """Weights stay; what normalization needs begins at its initial value and goes with it, and another optimizer's
    memory begins anew. The carrying gate's learned bias is moved by as much as `forget_bias` is."""
    network = downcast(now.network, RNN)
    switched = (downcast(before.network, RNN).normalization == "none") != (network.normalization == "none")
    # A GRU's candidate has the state's bias with and without normalization.
    renewed = np.arange(MOST_GATES) != CANDIDATE[position(CELLS, network.cell)]

    def kept_of(old: Any, start: Any) -> Any:
        """The old stack, with what is new from the fresh one."""
        stack = np.array(old)
        if switched:
            gates, new = Gates.of(stack, shape), Gates.of(start, shape)
            gates.scales[:] = new.scales
            gates.state_bias[:, renewed] = new.state_bias[:, renewed]
        return stack

    memory = fresh.memory
    if now.optimizer == before.optimizer:
        first, second = (kept_of(old, start) for old, start in zip(state.memory[:2], memory[:2], strict=True))
        memory = OptimizerMemory(first, second, state.memory.count)
    parameters = kept_of(state.parameters, fresh.parameters)
    if (carry := CELLS[network.cell].carry) is not None:
        shift = np.float32(network.forget_bias - downcast(before.network, RNN).forget_bias)
        Gates.of(parameters, shape).bias[:, carry] += shift
    return TrainState(parameters, memory, state.running)
