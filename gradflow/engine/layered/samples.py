"""Samples: a task's data on the device, padded so that data of many sizes share one program, and which of them each
step learns from.

Rows beyond the samples are in no batch. Inputs beyond the task's are 0 and enter through weights that
begin at 0; their gradients are 0, so they stay 0, and the numbers are those of the network without them.
Only a mean over the first weights' entries has to be told how many there are.
"""

from functools import lru_cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from gradflow.engine.core.train_state import CHUNK, Samples
from gradflow.engine.layered.shape import LayeredShape, padded_size
from gradflow.experiment import Experiment
from gradflow.parts.seed_roles import BATCH
from gradflow.tasks import MOST_SAMPLES, Task, task_of

Array = NDArray[np.float32]
FEW = 128  # probes, of samples: so many share a program with fewer


class Parts(NamedTuple):
    """A task's training and held-out part."""

    training: Samples
    held_out: Samples


_on_device: WeakKeyDictionary[Task, Parts] = WeakKeyDictionary()
_probes: WeakKeyDictionary[Task, dict[int, Any]] = WeakKeyDictionary()


def samples_of(task: Task) -> Parts:
    """On the device for as long as there is the task."""
    if task not in _on_device:
        data, size = task.data, padded_size(task.inputs)
        rows = ((0, MOST_SAMPLES - len(data.inputs)), (0, 0))
        training = Samples(np.pad(widened(data.inputs, size), rows), np.pad(data.targets, rows))  # type: ignore[arg-type]
        held_out = Samples(widened(data.held_out_inputs, size), data.held_out_targets)  # type: ignore[arg-type]
        _on_device[task] = Parts(*(Samples(*map(jnp.asarray, part)) for part in (training, held_out)))
    return _on_device[task]


def filled(probes: Array, size: int) -> Array:
    """Probes [probe, input] with zeros up to [probe, size]; FEW of them or fewer up to a power of two."""
    rows = padded_size(len(probes)) if len(probes) <= FEW else len(probes)
    return np.pad(probes, ((0, rows - len(probes)), (0, size - probes.shape[1])))


def filled_probes(task: Task, probes: Array, size: int) -> Any:
    """The task's probes as `filled`, on the device for as long as there is the task: a run is asked at every frame."""
    of_task = _probes.setdefault(task, {})
    if size not in of_task:
        of_task[size] = jnp.asarray(filled(probes, size))
    return of_task[size]


def widened(inputs: Array, size: int) -> Array:
    """[row, input] with zeros up to [row, size]."""
    return np.pad(inputs, ((0, 0), (0, size - inputs.shape[1])))


def unpadded_rms(measured: dict[str, Array], task: Task) -> dict[str, Array]:
    """The measures of a chunk, the first weight gradient's mean square taken over the entries there are."""
    if (size := padded_size(task.inputs)) > task.inputs:
        measured["weight_gradient_rms"][:, 0] *= np.float32(np.sqrt(size / task.inputs))
    return measured


@lru_cache(maxsize=256)
def _epoch(seed: int, epoch: int, samples: int) -> NDArray[np.int32]:
    return np.random.default_rng((seed, BATCH, epoch)).permutation(samples).astype(np.int32)


def batches_of(seed: int, shape: LayeredShape, first_step: int, steps: int) -> NDArray[np.int32]:
    """Sample numbers [steps, batch]. Every epoch is a new order; a batch may reach into the next epoch."""
    start = first_step * shape.batch
    end = start + steps * shape.batch
    epochs = range(start // shape.samples, -(-end // shape.samples))
    order = np.concatenate([_epoch(seed, epoch, shape.samples) for epoch in epochs])
    offset = start - epochs[0] * shape.samples
    return order[offset : offset + end - start].reshape(steps, shape.batch)


def chunk_samples(
    experiment: Experiment, shape: LayeredShape, step: int, steps: int
) -> tuple[Samples, NDArray[np.int32]]:
    """The training part, and which of its samples are in the batches [CHUNK, batch] from `step` on."""
    batches = np.zeros((CHUNK, shape.batch), np.int32)
    batches[:steps] = batches_of(experiment.seed, shape, step, steps)
    return samples_of(task_of(experiment.data)).training, batches
