"""Transition: what becomes of a run's state when the experiment changes in mid-run.

Weights stay. What did not exist before starts at its initial value: highway's gates, a
normalization's scale, shift and running statistics, ReZero's branch scales, an optimizer's memory.
"""

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from gradflow.engine.parameters import BRANCH_SCALE, NORM_SCALE, NORM_SHIFT, VECTORS, Parameters
from gradflow.engine.program import State
from gradflow.engine.stage import Statistics
from gradflow.engine.update import Memory
from gradflow.experiment import Experiment
from gradflow.parts.connections import CONNECTIONS


def transition(state: State, before: Experiment, now: Experiment, fresh: State) -> State:
    """The state to go on with; `fresh` is what the changed experiment would start from."""
    width = now.network.width
    new_rows = [width + row for row in _new_rows(before, now)]

    def carry(old: Array, start: Array) -> Array:
        """The block rows both have from the old stack, the new ones from the fresh one."""
        kept = min(old.shape[1], start.shape[1]) if old.shape[1] != start.shape[1] else old.shape[1]
        rows = start.at[:, :kept].set(old[:, :kept])
        return rows.at[:, new_rows].set(start[:, new_rows]) if new_rows else rows

    def carry_all(old: Parameters, start: Parameters) -> Parameters:
        return Parameters(carry(old.layers, start.layers), old.ends)

    parameters = carry_all(state.parameters, fresh.parameters)
    if now.optimizer != before.optimizer:
        memory = fresh.memory
    else:
        memory = Memory(
            carry_all(state.memory.first, fresh.memory.first),
            carry_all(state.memory.second, fresh.memory.second),
            state.memory.count,
        )
    starts_batch = now.network.normalization == "batch" != before.network.normalization
    running: Statistics = fresh.running if starts_batch else state.running
    return _owned(State(parameters, memory, running))


def _new_rows(before: Experiment, now: Experiment) -> list[int]:
    """Rows after the weights that come into use with the change."""
    rows: list[int] = []
    if before.network.normalization == "none" != now.network.normalization:
        rows += [NORM_SCALE, NORM_SHIFT]
    learned = CONNECTIONS[now.network.connection].learned_scale
    if learned and not CONNECTIONS[before.network.connection].learned_scale:
        rows += [BRANCH_SCALE]
    assert all(row < VECTORS for row in rows)
    return rows


def _owned(state: State) -> Any:
    """Copies, since a chunk uses up the state it is given and a fresh state shares nothing with it."""
    return jax.tree.map(jnp.copy, state)
