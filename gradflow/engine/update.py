"""The update: clip the gradient, ask the optimizer, move the weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.knobs import Knobs
from gradflow.engine.norms import norm
from gradflow.engine.parameters import BIAS, BRANCH_SCALE, GATE, NORM_SHIFT, Block, Ends, Parameters, rows_of
from gradflow.engine.rows import read, write, write_all
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.stage import UNNORMALIZED
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.optimizers import OPTIMIZERS, Hyper, Optimizer
from gradflow.parts.schedules import SCHEDULES

BY_VALUE = list(CLIPPINGS).index("value")


class Memory(NamedTuple):
    """What the optimizer remembers: two arrays like each parameter, and how many updates it has made."""

    first: Parameters
    second: Parameters
    count: Array


class Updated(NamedTuple):
    """Parameters and memory after the update, and its measures; update_ratio is [capacity]."""

    parameters: Parameters
    memory: Memory
    raw_norm: Array
    clipped_norm: Array
    update_norm: Array
    update_ratio: Array


class Moved(NamedTuple):
    """Weights and memory after an update, and what was added to the weights."""

    weights: Array
    memory: tuple[Array, Array]
    change: Array


class Rule(NamedTuple):
    """The update rule of one step with everything chosen filled in, for an array of any shape."""

    knobs: Knobs
    rate: Array
    factor: Array
    bound: Array
    hyper: Hyper

    def clipped(self, gradient: Array) -> Array:
        return jnp.clip(gradient * self.factor, -self.bound, self.bound)

    def __call__(
        self, weights: Array, gradient: Array, memory: tuple[Array, Array], limited: Array, trained: Array
    ) -> Moved:
        """One update; masks say which entries the weight limit bounds and which are trained at all."""

        def branch(optimizer: Optimizer) -> Callable[[Array, Array, tuple[Array, Array]], Moved]:
            def move(weights: Array, gradient: Array, memory: tuple[Array, Array]) -> Moved:
                regularized = self.clipped(gradient) + self.knobs.l2 * weights
                direction, memory = optimizer.step(regularized, memory, self.hyper)
                new = weights - self.rate * (direction + self.knobs.weight_decay * weights)
                limit = jnp.where(limited, self.knobs.weight_limit, jnp.inf)
                after = jnp.where(trained, jnp.clip(new, -limit, limit), weights)
                return Moved(after, memory, after - weights)

            return move

        # The change is taken inside the branch: see the other remark on copies below.
        branches = [branch(record) for record in OPTIMIZERS.values()]
        return lax.switch(self.knobs.optimizer, branches, weights, gradient, memory)


def _rule(raw_norm: Array, count: Array, step: Array, knobs: Knobs) -> Rule:
    clippings = [record.factor_and_bound for record in CLIPPINGS.values()]
    schedules = [record.factor for record in SCHEDULES.values()]
    factor, bound = lax.switch(knobs.clipping, clippings, raw_norm, knobs.max_norm)
    time = step.astype(jnp.float32)
    schedule = lax.switch(knobs.schedule, schedules, time, knobs.steps, knobs.decay_rate, knobs.warmup_steps)
    hyper = Hyper(knobs.momentum, knobs.rms_decay, knobs.beta2, knobs.epsilon, count)
    return Rule(knobs, knobs.learning_rate * schedule, factor, bound, hyper)


def _trained(layer: Array, knobs: Knobs, shape: Shape) -> Array:
    """Which rows of a layer's block are trained, [rows, 1]."""
    row = jnp.arange(rows_of(shape))
    which, inner = row - shape.width, layer > 0
    weight = inner & ~(knobs.tied & (layer > 1))  # a tied matrix lives in the second layer's block
    normalized = knobs.normalization != UNNORMALIZED
    rules = (which < BIAS, weight), (which == BIAS, True), (which <= NORM_SHIFT, normalized)
    rest = jnp.where(which == BRANCH_SCALE, inner & knobs.learned_scale, inner)
    return jnp.select([condition for condition, _ in rules], [value for _, value in rules], rest)[:, None]


def update(
    shape: Shape, parameters: Parameters, memory: Memory, gradients: Parameters, step: Array, knobs: Knobs
) -> Updated:
    """One update of every trained parameter."""

    def gradient_of(layer: Array) -> Array:
        return jnp.where(_trained(layer, knobs, shape), read(gradients.layers, layer), 0.0)

    def measure(layer: Array, norms: Array) -> Array:
        weight = Block(read(parameters.layers, layer)).weight
        return write(norms, layer, jnp.stack([norm(gradient_of(layer)), norm(weight)]))

    # Weights are measured before the loop that writes them: a read beside the write would make XLA
    # copy the whole stack for every layer.
    norms = lax.fori_loop(0, knobs.depth, measure, jnp.zeros((CAPACITY, 2)))
    gradient_norms, weight_norms = norms.T
    raw = norm(jnp.append(gradient_norms, norm(gradients.ends)))
    rule = _rule(raw, memory.count, step, knobs)
    which = jnp.arange(rows_of(shape)) - shape.width
    limited = ((which < BIAS) | (which >= GATE))[:, None]

    def clipped_norm_of(gradient: Array) -> Array:
        """Known from the raw norm unless each entry is clipped by itself."""
        return lax.cond(knobs.clipping == BY_VALUE, lambda: norm(rule.clipped(gradient)), lambda: jnp.float32(0.0))

    def visit(layer: Array, carry: Any) -> Any:
        stacks, norms = carry
        weights, first, second = (read(stack, layer) for stack in stacks)
        gradient = gradient_of(layer)
        moved = rule(weights, gradient, (first, second), limited, _trained(layer, knobs, shape))
        row = jnp.stack([clipped_norm_of(gradient), norm(moved.change), norm(Block(moved.change).weight)])
        return write_all(stacks, layer, (moved.weights, *moved.memory)), write(norms, layer, row)

    stacks = (parameters.layers, memory.first.layers, memory.second.layers)
    stacks, norms = lax.fori_loop(0, knobs.depth, visit, (stacks, jnp.zeros((CAPACITY, 3))))
    clipped, change, weight_change = norms.T
    ratio = _ratio(weight_change, weight_norms)

    weights_end = parameters.ends.size - shape.outputs  # the last bias comes last
    moved = rule(
        parameters.ends,
        gradients.ends,
        (memory.first.ends, memory.second.ends),
        jnp.arange(parameters.ends.size) < weights_end,
        jnp.bool_(True),
    )
    first_change, first = (Ends.of(flat, shape).first_weight for flat in (moved.change, parameters.ends))
    ratio = jnp.where(knobs.tied, ratio[1], ratio).at[0].set(_ratio(norm(first_change), norm(first)))
    clipped_norm = jnp.where(
        knobs.clipping == BY_VALUE, norm(jnp.append(clipped, clipped_norm_of(gradients.ends))), raw * rule.factor
    )
    return Updated(
        Parameters(stacks[0], moved.weights),
        Memory(Parameters(stacks[1], moved.memory[0]), Parameters(stacks[2], moved.memory[1]), memory.count + 1),
        raw,
        clipped_norm,
        norm(jnp.append(change, norm(moved.change))),
        ratio,
    )


def _ratio(change: Array, before: Array) -> Array:
    """‖ΔW‖ / ‖W‖; where W is 0, 0 if it stays so and infinity if it moves."""
    return jnp.where(before > 0, change / before, jnp.where(change > 0, jnp.inf, 0.0))
