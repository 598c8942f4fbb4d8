"""The update: clip the gradient, ask the optimizer, move the weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Block, Index, RowMask, Scalar, Stack
from gradflow.engine.core.hyperparameters import UpdateHyperparameters
from gradflow.engine.core.norms import norm, norms, norms_of_rows
from gradflow.engine.core.rows import read, write, write_all
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.optimizers import OPTIMIZERS, Hyper, Optimizer
from gradflow.parts.schedules import SCHEDULES

BY_VALUE = list(CLIPPINGS).index("value")


class Masks(NamedTuple):
    """Which entries of a block are trained, bounded by the weight limit, or weights that lead into its depth;
    [rows, 1] each."""

    trained: RowMask
    limited: RowMask
    incoming: RowMask


class TrainedBlocks(NamedTuple):
    """Which blocks of the parameters there are, and what is in them; each architecture lays out its own.

    count: how many; at: (0 to count - 1) -> which block of the stack; masks: block -> its masks.
    """

    count: Index
    at: Callable[[Index], Index]
    masks: Callable[[Index], Masks]


class OptimizerMemory(NamedTuple):
    """What the optimizer remembers: two stacks like the parameters', and how many updates it has made."""

    first: Stack
    second: Stack
    count: Index


class Updated(NamedTuple):
    """Parameters and memory after the update, and its measures; of the incoming weights of each block [block],
    the norm of the change and the norm before."""

    parameters: Stack
    memory: OptimizerMemory
    raw_norm: Scalar
    clipped_norm: Scalar
    update_norm: Scalar
    change_norms: Float[Array, " block"]
    weight_norms: Float[Array, " block"]


class Moved(NamedTuple):
    """Weights and memory after an update, and what was added to the weights."""

    weights: Block
    memory: tuple[Block, Block]
    change: Block


class UpdateRule(NamedTuple):
    """The update rule of one step with everything chosen filled in, for one block."""

    hyper: UpdateHyperparameters
    rate: Scalar
    factor: Scalar
    bound: Scalar
    of_optimizer: Hyper

    def clipped(self, gradient: Block) -> Block:
        return jnp.clip(gradient * self.factor, -self.bound, self.bound)

    def __call__(self, weights: Block, gradient: Block, memory: tuple[Block, Block], masks: Masks) -> Moved:
        """One update; the masks say which entries the weight limit bounds and which are trained at all."""

        def branch(optimizer: Optimizer) -> Callable[[Block, Block, tuple[Block, Block]], Moved]:
            def move(weights: Block, gradient: Block, memory: tuple[Block, Block]) -> Moved:
                regularized = self.clipped(gradient) + self.hyper.l2 * jnp.where(masks.trained, weights, 0.0)
                direction, memory = optimizer.step(regularized, memory, self.of_optimizer)
                change = -self.rate * (direction + self.hyper.weight_decay * weights)
                limit = jnp.where(masks.limited, self.hyper.weight_limit, jnp.inf)
                new = jnp.clip(weights + change, -limit, limit)
                # The change as the optimizer asked for it: what float32 weights round away counts too.
                change = jnp.where(jnp.abs(weights + change) > limit, new - weights, change)
                return Moved(jnp.where(masks.trained, new, weights), memory, jnp.where(masks.trained, change, 0.0))

            return move

        # The change is taken inside the branch: see the other remark on copies below.
        branches = [branch(record) for record in OPTIMIZERS.values()]
        return lax.switch(self.hyper.optimizer, branches, weights, gradient, memory)


def _rule(raw_norm: Scalar, count: Index, step: Index, hyper: UpdateHyperparameters) -> UpdateRule:
    clippings = [record.factor_and_bound for record in CLIPPINGS.values()]
    schedules = [record.factor for record in SCHEDULES.values()]
    factor, bound = lax.switch(hyper.clipping, clippings, raw_norm, hyper.max_norm)
    time = step.astype(jnp.float32)
    numbers = hyper.steps, hyper.decay_rate, hyper.warmup_steps, hyper.rise
    schedule = lax.switch(hyper.schedule, schedules, time, *numbers)
    of_optimizer = Hyper(hyper.momentum, hyper.rms_decay, hyper.beta2, hyper.epsilon, count)
    return UpdateRule(hyper, hyper.learning_rate * schedule, factor, bound, of_optimizer)


def update(
    blocks: TrainedBlocks,
    parameters: Stack,
    memory: OptimizerMemory,
    gradients: Stack,
    step: Index,
    hyper: UpdateHyperparameters,
) -> Updated:
    """One update of every trained parameter, block by block."""

    def gradient_of(block: Index) -> Block:
        return jnp.where(blocks.masks(block).trained, read(gradients, block), 0.0)

    def measure(index: Index, rows: Float[Array, "block measure"]) -> Float[Array, "block measure"]:
        block = blocks.at(index)
        incoming = jnp.where(blocks.masks(block).incoming, read(parameters, block), 0.0)
        return write(rows, block, norms(gradient_of(block), incoming))

    # Weights are measured before the loop that writes them: a read beside the write would make XLA
    # copy the whole stack for every block.
    gradient_norms, weight_norms = lax.fori_loop(0, blocks.count, measure, jnp.zeros((len(parameters), 2))).T
    raw = norms_of_rows(gradient_norms[None])[0]
    rule = _rule(raw, memory.count, step, hyper)

    def clipped_norm_of(gradient: Block) -> Scalar:
        """Known from the raw norm unless each entry is clipped by itself."""
        return lax.cond(hyper.clipping == BY_VALUE, lambda: norm(rule.clipped(gradient)), lambda: jnp.float32(0.0))

    def visit(index: Index, carry: Any) -> Any:
        stacks, rows = carry
        block = blocks.at(index)
        weights, first, second = (read(stack, block) for stack in stacks)
        masks, gradient = blocks.masks(block), gradient_of(block)
        moved = rule(weights, gradient, (first, second), masks)
        incoming = jnp.where(masks.incoming, moved.change, 0.0)
        row = jnp.append(norms(moved.change, incoming), clipped_norm_of(gradient))
        return write_all(stacks, block, (moved.weights, *moved.memory)), write(rows, block, row)

    stacks = (parameters, memory.first, memory.second)
    stacks, rows = lax.fori_loop(0, blocks.count, visit, (stacks, jnp.zeros((len(parameters), 3))))
    change, incoming, clipped = rows.T
    change, clipped = norms_of_rows(jnp.stack([change, clipped]))
    return Updated(
        stacks[0],
        OptimizerMemory(stacks[1], stacks[2], memory.count + 1),
        raw,
        jnp.where(hyper.clipping == BY_VALUE, clipped, raw * rule.factor),
        change,
        incoming,
        weight_norms,
    )


def ratio_of(change: Float[Array, "*row"], before: Float[Array, "*row"]) -> Float[Array, "*row"]:
    """‖ΔW‖ / ‖W‖; where W is 0, 0 if it stays so and infinity if it moves."""
    return jnp.where(before > 0, change / before, jnp.where(change > 0, jnp.inf, 0.0))
