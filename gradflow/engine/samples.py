"""Samples: a task's data on the device, with room, so that data of many sizes share one program.

Rows beyond the samples are in no batch. Inputs beyond the task's are 0 and enter through weights that
begin at 0; their gradients are 0, so they stay 0, and the numbers are those of the network without them.
Only a mean over the first weights' entries has to be told how many there are.
"""

from typing import NamedTuple
from weakref import WeakKeyDictionary

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from gradflow.engine.shapes import room_for
from gradflow.engine.state import Samples
from gradflow.tasks import MOST_SAMPLES, Task

Array = NDArray[np.float32]
FEW = 128  # probes, of samples: so many share a program with fewer


class Parts(NamedTuple):
    """A task's training and held-out part."""

    training: Samples
    held_out: Samples


_on_device: WeakKeyDictionary[Task, Parts] = WeakKeyDictionary()


def samples_of(task: Task) -> Parts:
    """On the device for as long as there is the task."""
    if task not in _on_device:
        data, room = task.data, room_for(task.inputs)
        rows = ((0, MOST_SAMPLES - len(data.inputs)), (0, 0))
        training = Samples(np.pad(widened(data.inputs, room), rows), np.pad(data.targets, rows))  # type: ignore[arg-type]
        held_out = Samples(widened(data.held_out_inputs, room), data.held_out_targets)  # type: ignore[arg-type]
        _on_device[task] = Parts(*(Samples(*map(jnp.asarray, part)) for part in (training, held_out)))
    return _on_device[task]


def filled(probes: Array, room: int) -> Array:
    """Probes [probe, input] with zeros up to [probe, room]; FEW of them or fewer up to a power of two."""
    rows = room_for(len(probes)) if len(probes) <= FEW else len(probes)
    return np.pad(probes, ((0, rows - len(probes)), (0, room - probes.shape[1])))


def widened(inputs: Array, room: int) -> Array:
    """[row, input] with zeros up to [row, room]."""
    return np.pad(inputs, ((0, 0), (0, room - inputs.shape[1])))


def unpadded_rms(measured: dict[str, Array], task: Task) -> dict[str, Array]:
    """The measures of a chunk, the first weight gradient's mean square taken over the entries there are."""
    if (room := room_for(task.inputs)) > task.inputs:
        measured["weight_gradient_rms"][:, 0] *= np.float32(np.sqrt(room / task.inputs))
    return measured
