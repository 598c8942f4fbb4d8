"""Architecture: one way to build and train networks, as everything else in `gradflow.engine.core` asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from jax import Array
from jaxtyping import Float
from numpy.typing import NDArray

from gradflow.engine.core.array_types import Index, Scalar
from gradflow.engine.core.train_state import LossAndGradients, Measures, Samples, TrainState
from gradflow.engine.core.update import TrainedBlocks, Updated
from gradflow.experiment import Experiment


@dataclass(frozen=True, eq=False)  # there is one of each, and compiled programs are found by it
class Architecture:
    """A shape is what its compiled programs depend on, hyperparameters are what they read, and a workspace is the
    buffers that a step works in; each architecture has its own, with `shape.of_chunk()` and `shape.of_held_out()`
    for what those two programs depend on, and `hyper.update` for what the update reads.

    compiler: the options its programs are compiled with.
    shape_of, hyperparameters_of: (experiment whose changes are made) -> its shape, its hyperparameters.
    initial: (experiment, shape) -> parameters and running statistics at step 0, on the host.
    after_change: (state, before, now, shape before, shape now, fresh state) -> the state after a change.
    new_workspace: shape -> a workspace of zeros, on the host.
    samples: (experiment, shape, first step, steps) -> samples and batches [CHUNK, ...] of their numbers;
        samples.inputs[batches[i]] is what step i of the chunk learns from.
    held_out_samples: experiment -> Samples.
    of_depth: the names of LossAndGradients.of_depth; capacity: how many depths a row of them has space for.
    loss_and_gradients: (shape, recording, state, samples, step, hyper, workspace) -> LossAndGradients.
    blocks, ratios: (shape, hyper) -> TrainedBlocks; (shape, hyper, Updated) -> the update ratio of each depth.
    depth: hyper -> how many depths there are.
    held_out: (shape, state, samples, hyper) -> loss, accuracy, and what else is looked at.
    completed: (experiment, a chunk's measures, what was looked at after its last step or None, what its first step
        measures with `alone` or None) -> all of a trace.
    probe_program: shape -> the jitted program that probe_outputs runs, or None where it needs none.
    probe_outputs: (experiment as it stands, shape, hyper, state) -> what is looked at besides the trace while a run
        goes on, on the host: an array, or a record of some with their `nbytes`.
    inspect: (experiment, step, shape, hyper, state) -> the step that the experiment is about to make, in full.
    inspect_program: shape -> the jitted program that inspect runs, or None where it needs none.
    taken_over: (fresh state, state of the experiment's source, experiment whose changes are made, shape) -> the state
        that a pretrained run begins with; both shapes are equal.
    alone: (experiment whose changes are made) -> hyperparameters with which the last answer alone makes up the loss, to
        measure every CHUNK steps what it sends back; None where there is no other answer.
    """

    compiler: dict[str, Any]
    shape_of: Callable[[Experiment], Any]
    hyperparameters_of: Callable[[Experiment], Any]
    initial: Callable[[Experiment, Any], tuple[NDArray[np.float32], NDArray[np.float32]]]
    after_change: Callable[..., TrainState]
    new_workspace: Callable[[Any], Any]
    samples: Callable[[Experiment, Any, int, int], tuple[Samples, NDArray[np.int32]]]
    held_out_samples: Callable[[Experiment], Samples]
    of_depth: tuple[str, ...]
    capacity: int
    loss_and_gradients: Callable[..., LossAndGradients]
    blocks: Callable[[Any, Any], TrainedBlocks]
    ratios: Callable[[Any, Any, Updated], Float[Array, " capacity"]]
    depth: Callable[[Any], Index]
    held_out: Callable[..., tuple[Scalar, Scalar, Float[Array, "..."]]]
    completed: Callable[[Experiment, Measures, Any, Measures | None], Measures]
    probe_program: Callable[[Any], Any]
    probe_outputs: Callable[[Experiment, Any, Any, TrainState], Any]
    inspect: Callable[[Experiment, int, Any, Any, TrainState], Any]
    inspect_program: Callable[[Any], Any] = lambda _: None
    taken_over: Callable[..., TrainState] = lambda fresh, *_: fresh
    alone: Callable[[Experiment], Any] = lambda _: None
