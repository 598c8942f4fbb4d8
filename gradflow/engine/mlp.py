"""The layered network: one sweep forward, one sweep back.

Backpropagation is written out instead of differentiated through, so that the depth, and what every
layer is made of, are traced numbers, and the gradient can be measured where it passes. The first
layer is visited by the same code as the others, which halves what there is to compile.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.connect import highway, past_branches, skip_into
from gradflow.engine.knobs import Knobs
from gradflow.engine.measure import Downward, Upward
from gradflow.engine.norms import rms
from gradflow.engine.parameters import BIAS, BRANCH_SCALE, Block, Ends
from gradflow.engine.rows import read, write, write_all
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.stage import UNNORMALIZED, Statistics, activate, activate_backward


class Passed(NamedTuple):
    """What a forward sweep leaves behind: [capacity, batch, width], and the batch statistics [capacity, width].

    raws are the φ(z) that a normalization after the activation needs on the way back; the backward
    sweep writes its signals over them.
    """

    preactivations: Array
    slopes: Array
    raws: Array
    activations: Array
    statistics: Statistics


def _kept(layer: Array, knobs: Knobs, keep: bool) -> Array | int:
    """The row for a layer's z or signal: its own where someone will read it, else one row for all layers.

    Only normalizations and skips read them again. Memory nobody reads is what a sweep is slowest at.
    """
    read_again = (knobs.normalization != UNNORMALIZED) | (knobs.skip_every > 0)
    return layer if keep else jnp.where(read_again, layer, 0)


def _block(parameters: Array, layer: Array, knobs: Knobs) -> tuple[Block, Array]:
    """A layer's own block, and the weights that lead into it."""
    shared = jnp.where(knobs.tied, 1, layer)
    return Block(read(parameters, layer)), Block(read(parameters, shared)).weight


def forward(
    shape: Shape,
    parameters: Array,
    inputs: Array,
    knobs: Knobs,
    passed: Passed,
    upward: Upward | None = None,
    running: Statistics | None = None,
    keep: bool = False,
) -> tuple[Array, Passed, Upward | None]:
    """inputs [batch, input] -> outputs [batch, output], what was passed (written over `passed`), and the
    measures if asked for. Every preactivation is kept only if `keep`, or if the way back needs it.

    With `running` statistics (held-out data), batch normalization reads those instead of the batch's.
    """
    ends = Ends.of(parameters, shape)
    entering = inputs @ ends.first_weight

    def step(layer: Array, carry: Any) -> Any:
        h, passed, upward = carry
        own, weight = _block(parameters, layer, knobs)
        skip = skip_into(layer, own.branch_scale, knobs)

        def branch() -> Array:
            if shape.gated:
                return highway(h, read(passed.preactivations, layer - 1), weight, own.vectors)
            return h @ weight + own.vector(BIAS)

        fed = (
            lambda: entering + own.vector(BIAS),
            branch,
            lambda: read(passed.preactivations, skip.source) + skip.scale * branch(),
        )
        z = lax.switch(jnp.where(layer == 0, 0, 1 + skip.taken), fed)
        statistics = None if running is None else Statistics(*(read(rows, layer) for rows in running))
        done = activate(z, own, knobs, statistics)
        passed = Passed(
            write(passed.preactivations, _kept(layer, knobs, keep or shape.gated), z),
            write(passed.slopes, layer, done.slope),
            write(passed.raws, _kept(layer, knobs, keep), done.raw),
            write(passed.activations, layer, done.h),
            write_all(passed.statistics, layer, done.statistics),
        )
        return done.h, passed, upward and upward.at(layer, done, knobs)

    h, passed, upward = lax.fori_loop(0, knobs.depth, step, (entering, passed, upward))
    # A branch never taken keeps XLA from computing the outputs again wherever they are read: the last
    # bias would then be read after the update has written over it, and the whole stack copied for that.
    outputs = lax.cond(
        knobs.depth > 0,
        lambda: h @ ends.last_weight + ends.last_bias,
        lambda: jnp.zeros((len(h), shape.outputs)),
    )
    return outputs, passed, upward


class Falling(NamedTuple):
    """What the backward sweep carries: ∂loss/∂h of the layer to visit next, what a highway's gate lets
    past it, ∂loss/∂z of the layers visited [capacity, batch, width], their gradients, the measures."""

    from_above: Array
    around: Array | None
    signals: Array
    gradients: Array
    downward: Downward | None


def backward(
    shape: Shape,
    parameters: Array,
    inputs: Array,
    onto_outputs: Array,
    knobs: Knobs,
    passed: Passed,
    gradients: Array,
    downward: Downward | None = None,
    keep: bool = False,
) -> tuple[Array, Array, Downward | None]:
    """∂loss/∂outputs -> ∂loss/∂parameters, ∂loss/∂z of every layer, and the measures if asked for.

    The gradients are written over `gradients`, the signals over `passed.raws`. If `keep`, every signal
    is there afterwards, and a tied matrix's gradient is left as each layer's share instead of their sum.
    """
    ends = Ends.of(parameters, shape)
    last = knobs.depth - 1

    def step(count: Array, falling: Falling) -> Falling:
        layer = last - count
        own, weight = _block(parameters, layer, knobs)
        z = read(passed.preactivations, _kept(layer, knobs, keep or shape.gated))
        slope, raw = read(passed.slopes, layer), read(falling.signals, _kept(layer, knobs, keep))
        signal, onto_scale, onto_shift = activate_backward(falling.from_above, z, slope, raw, own, knobs)
        below = jnp.maximum(layer - 1, 0)  # what the first layer computes with it is never used
        h = read(passed.activations, below)
        around = falling.around
        if around is not None:
            signal = signal + around
            pull = jax.vjp(highway, h, read(passed.preactivations, below), weight, own.vectors)[1]
            from_above, around, onto_weight, vectors = pull(signal)
            onto_bias = jnp.where(layer == 0, jnp.sum(signal, axis=0), vectors[BIAS])
            vectors = jnp.concatenate([jnp.stack([onto_bias, onto_scale, onto_shift]), vectors[BRANCH_SCALE:]])
        else:
            signal = past_branches(layer, signal, falling.signals, knobs)
            skip = skip_into(layer, own.branch_scale, knobs)
            scaled = skip.scale * signal
            from_above, onto_weight, onto_bias = scaled @ weight.T, h.T @ scaled, jnp.sum(scaled, axis=0)
            onto_branch_scale = lax.cond(
                knobs.learned_scale & skip.taken,
                lambda: jnp.sum(signal * (h @ weight + own.vector(BIAS))),
                lambda: jnp.float32(0.0),
            )
            alone = jnp.zeros_like(onto_bias).at[0].set(onto_branch_scale)
            vectors = jnp.stack([onto_bias, onto_scale, onto_shift, alone])
        return Falling(
            from_above,
            around,
            write(falling.signals, _kept(layer, knobs, keep), signal),
            _gather(falling.gradients, layer, onto_weight, vectors),
            falling.downward and falling.downward.at(layer, rms(signal), rms(onto_weight)),
        )

    def _gather(gradients: Array, layer: Array, onto_weight: Array, onto_vectors: Array) -> Array:
        tied = knobs.tied & (layer > 0) & (not keep)
        slot = jnp.where(tied, 1, layer)
        weight = lax.cond(
            tied & (layer < last), lambda: Block(read(gradients, slot)).weight + onto_weight, lambda: onto_weight
        )
        gradients = lax.dynamic_update_slice(gradients, weight[None], (slot, 0, 0), allow_negative_indices=False)
        return lax.dynamic_update_slice(
            gradients, onto_vectors[None], (layer, shape.width, 0), allow_negative_indices=False
        )

    onto_h = onto_outputs @ ends.last_weight.T
    around = jnp.zeros_like(onto_h) if shape.gated else None
    falling = lax.fori_loop(0, knobs.depth, step, Falling(onto_h, around, passed.raws, gradients, downward))

    onto_first = inputs.T @ falling.signals[0]
    downward = falling.downward and falling.downward.with_first_weight(rms(onto_first))
    onto_last = read(passed.activations, last).T @ onto_outputs
    onto_ends = Ends(onto_first, onto_last, jnp.sum(onto_outputs, axis=0))
    gradients = falling.gradients.at[CAPACITY:].set(onto_ends.blocks(shape))
    return gradients, falling.signals, downward
