"""What is looked at besides the trace: one step in full, and the eigenvalues of the recurrent matrices."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array as Traced
from numpy.typing import NDArray

from gradflow.engine.core.compiler import COMPILER
from gradflow.engine.core.program_cache import compile_once
from gradflow.engine.core.train_state import Samples, TrainState
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.engine.recurrent.parameters import Gates, LayerWeights, RecurrentEnds
from gradflow.engine.recurrent.program import loss_and_gradients, outputs_of
from gradflow.engine.recurrent.samples import chunk_samples
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.engine.recurrent.workspace import RecurrentWorkspace, Signals, new_workspace
from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS

Array = NDArray[np.float32]


@dataclass(frozen=True)
class RecurrentWeights:
    """Parameters or their gradients, laid out as in torch.nn.RNN, GRU and LSTM, one array a layer.

    weight_ih (gates · hidden, input; in higher layers hidden), weight_hh (gates · hidden, hidden), bias_ih and
    bias_hh (gates · hidden,): the gates one after another, GRU's as r, z, n and LSTM's as i, f, g, o.
    input_scales, state_scales (gates · hidden,): what normalization multiplies W x and U h with; else 1.
    output_weight (output, hidden), output_bias (output,).

    Of the two biases only bias_ih is trained, but for a GRU's candidate and with normalization, where they differ.
    """

    weight_ih: list[Array]
    weight_hh: list[Array]
    bias_ih: list[Array]
    bias_hh: list[Array]
    input_scales: list[Array]
    state_scales: list[Array]
    output_weight: Array
    output_bias: Array


@dataclass(frozen=True)
class RecurrentStep:
    """One step before its update. Time comes before the samples, as in PyTorch.

    inputs [time, batch, input]; targets, outputs [time, batch, output]: what should be read out at each time step, and
        what is (scores where there are classes). asked [time]: how much each counts in the loss; sums to 1.
    loss: of the step's batch.
    states [layer, time, batch, hidden]: h_1 to h_T; the state before them is 0.
    cells [layer, time, batch, hidden]: c_1 to c_T of a cell that has a c, else [0, time, batch, hidden].
    openings: by name (`Cell.openings`) how far each gate is open, [layer, time, batch, hidden].
    kept: what the way back is made of (`gradflow.parts.cells`), each [layer, time, batch, hidden].
    signals: ∂loss/∂h_t, and cell_signals: ∂loss/∂c_t, each of every way by which they reach the loss; as states, cells.
    parameters, gradients: of all parameters, before clipping.
    """

    step: int
    inputs: Array
    targets: Array
    outputs: Array
    asked: Array
    loss: float
    states: Array
    cells: Array
    openings: dict[str, Array]
    kept: tuple[Array, ...]
    signals: Array
    cell_signals: Array
    parameters: RecurrentWeights
    gradients: RecurrentWeights


def inspected(
    experiment: Experiment, step: int, shape: RecurrentShape, hyper: RecurrentHyperparameters, state: TrainState
) -> Any:
    """The step that an experiment is about to make."""
    network, layers = downcast(experiment.network, RNN), shape.layers
    cell, length = CELLS[network.cell], network.sequence_length
    batches, _ = chunk_samples(experiment, shape, step, 1)
    samples = Samples(batches.inputs[0], batches.targets[0])
    workspace = new_workspace(shape)
    workspace = workspace._replace(signals=Signals(jnp.zeros_like(workspace.onto), jnp.zeros_like(workspace.onto)))
    program = program_of(shape)
    with compile_once(program):
        loss, outputs, workspace = jax.block_until_ready(program(state, samples, hyper, workspace))
    saved, signals = workspace.saved, workspace.signals
    with_cell, kept = slice(layers if cell.has_cell else 0), [np.asarray(part[:, :length]) for part in saved.kept]
    return RecurrentStep(
        step=step,
        inputs=np.asarray(samples.inputs[:length]),
        targets=np.asarray(samples.targets[:length]),
        outputs=np.asarray(outputs[:length]),
        asked=np.asarray(hyper.asked[:length]),
        loss=float(loss),
        states=np.asarray(saved.states[:, 1 : 1 + length]),
        cells=np.asarray(saved.cells[with_cell, 1 : 1 + length]),
        openings=dict(zip(cell.openings, kept, strict=False)),
        kept=tuple(kept[: cell.keeps]),
        signals=np.asarray(signals.onto_states[:, :length]),
        cell_signals=np.asarray(signals.onto_cells[with_cell, :length]),
        parameters=_weights(state.parameters, cell.gates, shape),
        gradients=_weights(workspace.gradients, cell.gates, shape),
    )


def _full(
    shape: RecurrentShape,
    state: TrainState,
    samples: Samples,
    hyper: RecurrentHyperparameters,
    workspace: RecurrentWorkspace,
) -> tuple[Traced, Traced, RecurrentWorkspace]:
    """Loss, outputs, and what the sweeps left in the workspace."""
    done = loss_and_gradients(shape, False, state, samples, jnp.int32(0), hyper, workspace)
    return done.loss, outputs_of(shape, state.parameters, done.workspace.saved, hyper), done.workspace


@lru_cache(maxsize=16)
def program_of(shape: RecurrentShape) -> Any:
    """The jitted step in full."""
    return jax.jit(partial(_full, shape), donate_argnums=3, compiler_options=COMPILER)


def _weights(stack: Traced, gates: int, shape: RecurrentShape) -> RecurrentWeights:
    layers = [LayerWeights.of(stack, layer, gates, shape) for layer in range(shape.layers)]
    ends = RecurrentEnds.of(stack, shape)
    first = ends.from_inputs[:gates].transpose(0, 2, 1).reshape(-1, shape.inputs)

    return RecurrentWeights(
        weight_ih=[np.asarray(first), *(np.asarray(layer.from_below.T) for layer in layers[1:])],
        weight_hh=[np.asarray(layer.from_state.T) for layer in layers],
        bias_ih=[np.asarray(layer.bias) for layer in layers],
        bias_hh=[np.asarray(layer.state_bias) for layer in layers],
        input_scales=[np.asarray(layer.input_scale) for layer in layers],
        state_scales=[np.asarray(layer.state_scale) for layer in layers],
        output_weight=np.asarray(ends.to_outputs.T),
        output_bias=np.asarray(ends.output_bias),
    )


def eigenvalues_of(
    experiment: Experiment, shape: RecurrentShape, hyper: RecurrentHyperparameters, state: TrainState
) -> NDArray[np.float32]:
    """[layer · gate · hidden, 2], real and imaginary part, layer by layer and gate by gate; NaN of a matrix that is
    not finite. NumPy on the host: nothing compiles."""
    there = CELLS[downcast(experiment.network, RNN).cell].gates
    recurrent = Gates.of(np.asarray(state.parameters), shape).from_state[:, :there]
    matrices = recurrent.reshape(-1, shape.width, shape.width).astype(np.float64)
    finite = np.isfinite(matrices).all(axis=(1, 2))
    found = np.full(matrices.shape[:2], np.nan + 0j)
    found[finite] = np.linalg.eigvals(matrices[finite])
    return np.stack([np.real(found), np.imag(found)], axis=-1).reshape(-1, 2).astype(np.float32)
