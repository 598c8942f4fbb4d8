"""Transition: what becomes of a run's state when the experiment changes in mid-run.

Weights stay. What did not exist before starts at its initial value: highway's gates, a
normalization's scale, shift and running statistics, ReZero's branch scales, an optimizer's memory.
All in NumPy, so that nothing compiles.
"""

import numpy as np
from jax import Array

from gradflow.engine.parameters import BRANCH_SCALE, NORM_SCALE, NORM_SHIFT, Ends
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.state import State
from gradflow.engine.update import Memory
from gradflow.experiment import Experiment
from gradflow.parts.connections import CONNECTIONS


def carried(state: State, before: Experiment, now: Experiment, was: Shape, shape: Shape, fresh: State) -> State:
    """The state to go on with, on the host; the shapes are those of `before` and `now`."""
    new = [shape.width + row for row in _new_vectors(before, now)]

    def kept_of(old: Array, start: Array) -> Array:
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
        first, second = (kept_of(old, start) for old, start in zip(state.memory[:2], memory[:2], strict=True))
        memory = Memory(first, second, state.memory.count)
    starts = now.network.normalization == "batch" != before.network.normalization
    running = fresh.running if starts else state.running
    return State(kept_of(state.parameters, fresh.parameters), memory, running)


def _new_vectors(before: Experiment, now: Experiment) -> list[int]:
    """The vectors that come into use with the change."""
    vectors: list[int] = []
    if before.network.normalization == "none" != now.network.normalization:
        vectors += [NORM_SCALE, NORM_SHIFT]
    was, is_ = (CONNECTIONS[e.network.connection].learned_scale for e in (before, now))
    return vectors + [BRANCH_SCALE] * (is_ and not was)
