"""Samples: the sequences that each step learns from, and those that no step does."""

from weakref import WeakKeyDictionary

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from gradflow.engine.core.train_state import CHUNK, Samples
from gradflow.engine.recurrent.program import AT_ONCE
from gradflow.engine.recurrent.shape import CAPACITY, RecurrentShape
from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.parts.seed_roles import SEQUENCE
from gradflow.tasks import Batch, SequenceTask, task_of
from gradflow.tasks.task import SEED

HELD_OUT = 4 * AT_ONCE  # sequences


def _in_time(batch: Batch) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """[sequence, time, ...] -> [capacity, sequence, ...], time first and filled up with zeros."""
    length = batch.inputs.shape[1]
    filled = [np.zeros((CAPACITY, *part.shape[::2]), np.float32) for part in batch]
    for whole, part in zip(filled, batch, strict=True):
        whole[:length] = part.swapaxes(0, 1)
    return filled[0], filled[1]


def chunk_samples(
    experiment: Experiment, shape: RecurrentShape, step: int, steps: int
) -> tuple[Samples, NDArray[np.int32]]:
    """New sequences for every step; they depend on the seed and the step alone."""
    task, length = task_of(experiment.data), downcast(experiment.network, RNN).sequence_length
    inputs = np.zeros((CHUNK, CAPACITY, shape.batch, shape.inputs), np.float32)
    targets = np.zeros((CHUNK, CAPACITY, shape.batch, shape.outputs), np.float32)
    for row in range(steps):
        rng = np.random.default_rng((experiment.seed, SEQUENCE, step + row))
        read, readout = task.draw(rng, shape.batch, length, False)
        inputs[row, :length], targets[row, :length] = read.swapaxes(0, 1), readout.swapaxes(0, 1)
    return Samples(inputs, targets), np.arange(CHUNK, dtype=np.int32)  # type: ignore[arg-type]


# Of every task those of the last length: with the task of a learner's own they go.
_held_out: WeakKeyDictionary[SequenceTask, tuple[int, Samples]] = WeakKeyDictionary()


def held_out_samples(experiment: Experiment) -> Samples:
    """Sequences that no step learns from, the same for every seed: [capacity, sequence, ...]."""
    task, length = task_of(experiment.data), downcast(experiment.network, RNN).sequence_length
    known, samples = _held_out.get(task, (0, None))
    if samples is None or known != length:
        drawn = task.draw(np.random.default_rng(SEED), HELD_OUT, length, True)
        samples = Samples(*(jnp.asarray(part) for part in _in_time(drawn)))
        _held_out[task] = length, samples
    return samples
