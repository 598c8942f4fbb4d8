"""Transition: what becomes of a run's state when the experiment changes in mid-run.

Weights stay. What did not exist before starts at its initial value: highway's gates, a
normalization's scale, shift and running statistics, ReZero's branch scales, an optimizer's memory.
All in NumPy, so that nothing compiles.
"""

import numpy as np
from jax import Array

from gradflow.engine.parameters import BRANCH_SCALE, NORM_SCALE, NORM_SHIFT, Ends, initial_parameters
from gradflow.engine.program import State
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.update import Memory
from gradflow.experiment import Experiment
from gradflow.parts.connections import CONNECTIONS


def initial_state(experiment: Experiment, shape: Shape) -> State:
    """The state at step 0, on the host."""
    parameters = initial_parameters(experiment, shape)
    first, second = np.zeros_like(parameters), np.zeros_like(parameters)
    running = np.zeros((CAPACITY, 2, shape.width), np.float32)
    running[:, 1] = 1.0
    return State(parameters, Memory(first, second, np.int32(0)), running)  # type: ignore[arg-type]


def transition(state: State, before: Experiment, now: Experiment, was: Shape, shape: Shape) -> State:
    """The state to go on with, on the host; the shapes are those of `before` and `now`."""
    fresh = initial_state(now, shape)
    new = [shape.width + row for row in _new_vectors(before, now)]

    def carried(old: Array, start: Array) -> Array:
        """A stack with what both have from the old one, and what is new from the fresh one."""
        stack, kept = np.array(start), min(old.shape[1], start.shape[1])
        stack[:CAPACITY, :kept] = old[:CAPACITY, :kept]
        stack[:CAPACITY, new] = start[:CAPACITY, new]
        ends = Ends.of(np.asarray(old), was)  # type: ignore[arg-type]
        flat = np.concatenate([part.ravel() for part in ends])
        stack[CAPACITY:].reshape(-1)[: flat.size] = flat
        return stack  # type: ignore[return-value]

    memory = fresh.memory
    if now.optimizer == before.optimizer:
        first, second = (carried(old, start) for old, start in zip(state.memory[:2], memory[:2], strict=True))
        memory = Memory(first, second, state.memory.count)
    starts = now.network.normalization == "batch" != before.network.normalization
    running = fresh.running if starts else state.running
    return State(carried(state.parameters, fresh.parameters), memory, running)


def _new_vectors(before: Experiment, now: Experiment) -> list[int]:
    """The vectors that come into use with the change."""
    vectors: list[int] = []
    if before.network.normalization == "none" != now.network.normalization:
        vectors += [NORM_SCALE, NORM_SHIFT]
    was, is_ = (CONNECTIONS[e.network.connection].learned_scale for e in (before, now))
    return vectors + [BRANCH_SCALE] * (is_ and not was)
