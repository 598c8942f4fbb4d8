"""What goes into a step and what comes out of it, for every kind of network."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from jax import Array
from numpy.typing import NDArray

from gradflow.engine.update import Blocks, Memory, Updated
from gradflow.experiment import Experiment

CHUNK = 20  # steps a program can make in one call, and between two looks at the held-out data


class State(NamedTuple):
    """What the next step needs; running: what a normalization remembers of batches, if anything."""

    parameters: Array
    memory: Memory
    running: Array


class Samples(NamedTuple):
    """inputs and targets, each with an axis of samples or of batches first."""

    inputs: Array
    targets: Array


class Learned(NamedTuple):
    """What the two sweeps of a step leave: the loss and the share of right answers, measures [measure, capacity],
    the gradients (a stack like the parameters'), and what becomes of the running statistics and of the room."""

    loss: Array
    accuracy: Array
    of_depth: Array
    gradients: Array
    running: Array
    room: Any


Measures = dict[str, NDArray[np.float32]]


class Kind(NamedTuple):
    """One kind of network, as training needs it. A shape is what its compiled programs depend on, and a
    room is the buffers a step works in.

    compiler: the options its programs are compiled with.
    shape_of, knobs_of: (experiment whose changes are made) -> its shape, its knobs; knobs.update are the update's.
    initial: (experiment, shape) -> parameters and running statistics at step 0, on the host.
    carried: (state, before, now, shape before, shape now, fresh state) -> the state after a change.
    new_room: shape -> a room of zeros, on the host.
    samples: (experiment, shape, first step, steps) -> samples and batches [CHUNK, ...] of their numbers;
        samples.inputs[batches[i]] is what step i of the chunk learns from.
    held_out_samples: experiment -> Samples.
    of_depth: the names of Learned.of_depth; capacity: how many depths a row of them has room for.
    learn: (shape, recording, state, samples, knobs, room) -> Learned.
    blocks, ratios: (shape, knobs) -> Blocks; (shape, knobs, Updated) -> the update ratio of each depth.
    depth: knobs -> how many depths there are.
    held_out: (shape, state, samples, knobs) -> loss, accuracy, and what else is looked at.
    answers: (experiment as it stands, shape, state) -> what is looked at besides the trace while a run goes on, worked
        out on the host; None where a program asks the network at its task's probes (`gradflow.engine.answers`).
    completed: (experiment, a chunk's measures, what was looked at after its last step or None) -> all of a trace.
    """

    compiler: dict[str, Any]
    shape_of: Callable[[Experiment], Any]
    knobs_of: Callable[[Experiment], Any]
    initial: Callable[[Experiment, Any], tuple[NDArray[np.float32], NDArray[np.float32]]]
    carried: Callable[..., State]
    new_room: Callable[[Any], Any]
    samples: Callable[[Experiment, Any, int, int], tuple[Samples, NDArray[np.int32]]]
    held_out_samples: Callable[[Experiment], Samples]
    of_depth: tuple[str, ...]
    capacity: int
    learn: Callable[..., Learned]
    blocks: Callable[[Any, Any], Blocks]
    ratios: Callable[[Any, Any, Updated], Array]
    depth: Callable[[Any], Array]
    held_out: Callable[..., tuple[Array, Array, Array]]
    completed: Callable[[Experiment, Measures, Any], Measures]
    answers: Callable[[Experiment, Any, State], NDArray[np.float32]] | None = None
