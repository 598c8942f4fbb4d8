"""A recurrent network as training needs it (`gradflow.engine.state.Kind`)."""

from functools import lru_cache
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from gradflow.engine.compiler import COMPILER
from gradflow.engine.knobs import SATURATED_BELOW, position, scalars, update_knobs_of
from gradflow.engine.recurrent.blocks import CANDIDATE, blocks_of, ratios_of
from gradflow.engine.recurrent.knobs import RecurrentKnobs
from gradflow.engine.recurrent.measure import OF_TIME, OPENINGS
from gradflow.engine.recurrent.parameters import BIAS, INPUT_SCALE, STATE_BIAS, gate_blocks, initial_parameters
from gradflow.engine.recurrent.program import AT_ONCE, held_out, learn
from gradflow.engine.recurrent.room import new_recurrent_room
from gradflow.engine.recurrent.shape import CAPACITY, RecurrentShape, recurrent_shape_of
from gradflow.engine.recurrent.spectrum import eigenvalues_of
from gradflow.engine.state import CHUNK, Kind, Measures, Samples, State
from gradflow.engine.update import Memory
from gradflow.experiment import Experiment
from gradflow.networks import RNN
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.cells import CELLS, MOST_GATES
from gradflow.parts.normalizations import NORMALIZATIONS
from gradflow.tasks.sequences import SEQUENCES, Batch
from gradflow.tasks.task import SEED

BATCH_ROLE = 101  # keeps these random numbers apart from the weights'
HELD_OUT = 4 * AT_ONCE  # sequences


def recurrent_of(experiment: Experiment) -> RNN:
    assert isinstance(experiment.network, RNN)
    return experiment.network


def _knobs_of(experiment: Experiment) -> RecurrentKnobs:
    network, task = recurrent_of(experiment), SEQUENCES[experiment.task]
    cell, normalization = CELLS[network.cell], NORMALIZATIONS[network.normalization]
    asked = np.zeros(CAPACITY, np.float32)
    length = network.sequence_length
    asked[:length] = task.asked(length) if network.loss_at == "last" else 1.0
    return scalars(
        RecurrentKnobs,
        length=length,
        cell=position(CELLS, network.cell),
        asked=asked / asked.sum(),
        window=network.window,
        residual=network.stacked_residual,
        normalized=normalization.axis is not None,
        norm_centred=float(normalization.centred),
        saturated_below=SATURATED_BELOW * ACTIVATIONS[cell.activation].max_slope,
        update=update_knobs_of(experiment),
    )


def _initial(experiment: Experiment, shape: RecurrentShape) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return initial_parameters(experiment, shape), np.zeros(0, np.float32)


def _carried(
    state: State, before: Experiment, now: Experiment, was: RecurrentShape, shape: RecurrentShape, fresh: State
) -> State:
    """Weights stay; what normalization needs begins at its initial value and goes with it, and another optimizer's
    memory begins anew. The carrying gate's learned bias is moved by as much as `forget_bias` is."""
    renewed = np.zeros(state.parameters.shape[:2], bool)
    network = recurrent_of(now)
    if (recurrent_of(before).normalization == "none") != (network.normalization == "none"):
        gates, vectors = gate_blocks(shape), 2 * shape.width
        others = np.arange(gates) % MOST_GATES != CANDIDATE[position(CELLS, network.cell)]
        renewed[:gates, vectors + INPUT_SCALE :] = True
        renewed[:gates, vectors + STATE_BIAS] = others  # a GRU's candidate has that bias anyway

    def kept_of(old: Array, start: Array) -> Any:
        """A stack with what is new from the fresh one."""
        return np.where(renewed[..., None], start, old)

    memory = fresh.memory
    if now.optimizer == before.optimizer:
        first, second = (kept_of(old, start) for old, start in zip(state.memory[:2], memory[:2], strict=True))
        memory = Memory(first, second, state.memory.count)
    parameters = kept_of(state.parameters, fresh.parameters)
    if (carry := CELLS[network.cell].carry) is not None:
        shift = np.float32(network.forget_bias - recurrent_of(before).forget_bias)
        parameters[carry : gate_blocks(shape) : MOST_GATES, 2 * shape.width + BIAS] += shift
    return State(parameters, memory, state.running)  # type: ignore[arg-type]


def _in_time(batch: Batch) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """[sequence, time, ...] -> [capacity, sequence, ...], time first and filled up with zeros."""
    length = batch.inputs.shape[1]
    filled = [np.zeros((CAPACITY, *part.shape[::2]), np.float32) for part in batch]
    for whole, part in zip(filled, batch, strict=True):
        whole[:length] = part.swapaxes(0, 1)
    return filled[0], filled[1]


def _samples(experiment: Experiment, shape: RecurrentShape, step: int, steps: int) -> tuple[Samples, NDArray[np.int32]]:
    """New sequences for every step; they depend on the seed and the step alone."""
    task, length = SEQUENCES[experiment.task], recurrent_of(experiment).sequence_length
    inputs = np.zeros((CHUNK, CAPACITY, shape.batch, shape.inputs), np.float32)
    targets = np.zeros((CHUNK, CAPACITY, shape.batch, shape.outputs), np.float32)
    for row in range(steps):
        rng = np.random.default_rng((experiment.seed, BATCH_ROLE, step + row))
        read, said = task.draw(rng, shape.batch, length, False)
        inputs[row, :length], targets[row, :length] = read.swapaxes(0, 1), said.swapaxes(0, 1)
    return Samples(inputs, targets), np.arange(CHUNK, dtype=np.int32)  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def _held_out_sequences(task: str, length: int) -> Samples:
    drawn = SEQUENCES[task].draw(np.random.default_rng(SEED), HELD_OUT, length, True)
    return Samples(*(jnp.asarray(part) for part in _in_time(drawn)))


def held_out_samples(experiment: Experiment) -> Samples:
    """Sequences that no step learns from, the same for every seed: [capacity, sequence, ...]."""
    return _held_out_sequences(experiment.task, recurrent_of(experiment).sequence_length)


def _completed(experiment: Experiment, measures: Measures, looked: Any) -> Measures:
    """With NaN for the gates and the path that the cell does not have, and what was answered at each time step."""
    cell = CELLS[recurrent_of(experiment).cell]
    missing = OPENINGS[len(cell.openings) :] + (() if cell.has_cell else ("cell_gradient_rms",))
    measures |= {name: np.full((CHUNK, CAPACITY), np.nan, np.float32) for name in (*missing, "answered")}
    if looked is not None:
        row, answered = looked
        measures["answered"][row] = answered
    return measures


RECURRENT = Kind(
    compiler=COMPILER,
    shape_of=recurrent_shape_of,
    knobs_of=_knobs_of,
    initial=_initial,
    carried=_carried,
    new_room=new_recurrent_room,
    samples=_samples,
    held_out_samples=held_out_samples,
    of_depth=OF_TIME,
    capacity=CAPACITY,
    learn=learn,
    blocks=blocks_of,
    ratios=ratios_of,
    depth=lambda knobs: knobs.length,
    held_out=held_out,
    completed=_completed,
    answers=eigenvalues_of,
)
