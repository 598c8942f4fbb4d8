"""The layered network: one sweep forward, one sweep back.

Backpropagation is written out instead of differentiated through, so that the depth, and what every
layer is made of, are traced numbers, and the gradient can be measured where it passes. The first
layer is visited by the same code as the others, which halves what there is to compile.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.connect import FROM_BELOW_AND_SKIP, Skips, highway
from gradflow.engine.knobs import Knobs
from gradflow.engine.measure import Downward, Upward
from gradflow.engine.parameters import BIAS, BRANCH_SCALE, Ends, vectors_of, weight_of
from gradflow.engine.passed import Passed, kept_row
from gradflow.engine.rounding import rounded
from gradflow.engine.rows import read, write, write_part
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.stage import activate, normalize_backward


def _weight(parameters: Array, layer: Array, knobs: Knobs, shape: Shape) -> Array:
    """The weights that lead into a layer, which may be another's, as they are used."""
    return rounded(weight_of(parameters, jnp.where(knobs.tied, 1, layer), shape), shape)


def _vectors(parameters: Array, layer: Array, shape: Shape) -> Array:
    return rounded(vectors_of(parameters, layer, shape), shape)


def _ends(parameters: Array, shape: Shape) -> Ends:
    return Ends(*(rounded(part, shape) for part in Ends.of(parameters, shape)))


def forward(
    shape: Shape,
    parameters: Array,
    inputs: Array,
    knobs: Knobs,
    passed: Passed,
    upward: Upward | None = None,
    running: Array | None = None,
    keep: bool = False,
) -> tuple[Array, Passed, Upward | None]:
    """inputs [batch, input] -> outputs [batch, output], what was passed (written over `passed`), and the
    measures if asked for. Every preactivation is kept only if `keep`, or if the way back needs it.

    With `running` statistics [capacity, 2, width] (held-out data), batch normalization reads those
    instead of the batch's.
    """
    ends, skips = _ends(parameters, shape), Skips.of(parameters, shape, knobs)
    entering = rounded(inputs, shape) @ ends.first_weight

    def step(layer: Array, carry: Any) -> Any:
        h, passed, upward = carry
        vectors = _vectors(parameters, layer, shape)

        def branch() -> Array:
            weight = _weight(parameters, layer, knobs, shape)
            if shape.gated:
                return highway(h, read(passed.preactivations, layer - 1), weight, vectors)
            return h @ weight + vectors[BIAS]

        def branch_and_skip() -> Array:
            return read(passed.preactivations, read(skips.source, layer)) + read(skips.scale, layer) * branch()

        z = lax.switch(read(skips.fed, layer), (lambda: entering + vectors[BIAS], branch, branch_and_skip))
        z = rounded(z, shape)
        done = activate(z, vectors, knobs, None if running is None else read(running, layer))
        done = done._replace(h=rounded(done.h, shape))
        passed = Passed(
            write(passed.preactivations, kept_row(layer, knobs, keep or shape.gated), z),
            write(passed.slopes, layer, done.slope),
            write(passed.raws, kept_row(layer, knobs, keep), done.raw),
            write(passed.activations, layer, done.h),
            write(passed.statistics, layer, done.statistics),
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
    return rounded(outputs, shape), passed, upward


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
    ends, skips = _ends(parameters, shape), Skips.of(parameters, shape, knobs)
    last = knobs.depth - 1

    def stored(x: Array) -> Array:
        return rounded(x, shape, knobs.loss_scale)

    def step(count: Array, falling: Falling) -> Falling:
        layer = last - count
        weight, vectors = _weight(parameters, layer, knobs, shape), _vectors(parameters, layer, shape)
        signal, onto_norm = _signal(layer, vectors, falling)
        below = jnp.maximum(layer - 1, 0)  # what the first layer computes with it is never used
        h, around = read(passed.activations, below), falling.around
        signal = stored(signal if around is None else signal + around)
        if around is not None:
            pull = jax.vjp(highway, h, read(passed.preactivations, below), weight, vectors)[1]
            from_above, around, onto_weight, onto_vectors = pull(signal)
            onto_bias = jnp.where(layer == 0, jnp.sum(signal, axis=0), onto_vectors[BIAS])
            onto_vectors = jnp.concatenate([onto_bias[None], onto_norm, onto_vectors[BRANCH_SCALE:]])
        else:
            scaled = read(skips.scale, layer) * signal
            from_above, onto_weight, onto_bias = scaled @ weight.T, h.T @ scaled, jnp.sum(scaled, axis=0)
            onto_scale = lax.cond(
                knobs.learned_scale & (read(skips.fed, layer) == FROM_BELOW_AND_SKIP),
                lambda: jnp.sum(signal * (h @ weight + vectors[BIAS])),
                lambda: jnp.float32(0.0),
            )
            alone = jnp.zeros_like(onto_bias).at[0].set(onto_scale)
            onto_vectors = jnp.concatenate([onto_bias[None], onto_norm, alone[None]])
        onto_weight = stored(onto_weight)
        return Falling(
            stored(from_above),
            around,
            write(falling.signals, kept_row(layer, knobs, keep), signal),
            _gather(falling.gradients, layer, onto_weight, stored(onto_vectors)),
            falling.downward and falling.downward.at(layer, falling.from_above, signal, onto_weight),
        )

    def _signal(layer: Array, vectors: Array, falling: Falling) -> tuple[Array, Array]:
        """∂loss/∂z, and the gradients of a normalization's scale and shift [2, width].

        The rows are read in the branch that needs them: a read outside would be a copy.
        """
        from_above, signals, row = falling.from_above, falling.signals, kept_row(layer, knobs, keep)

        def plain() -> tuple[Array, Array]:
            signal = skips.past_branches(layer, lambda: from_above * read(passed.slopes, layer), signals, knobs)
            return signal, jnp.zeros((2, shape.width))

        def normalized() -> tuple[Array, Array]:
            z = read(passed.preactivations, layer if shape.gated else row)
            slope, raw = read(passed.slopes, layer), read(signals, row)
            onto_z, onto_norm = normalize_backward(from_above, z, slope, raw, vectors, knobs)
            return skips.past_branches(layer, lambda: onto_z, signals, knobs), onto_norm

        return lax.cond(knobs.normalized, normalized, plain)

    def _gather(gradients: Array, layer: Array, onto_weight: Array, onto_vectors: Array) -> Array:
        tied = knobs.tied & (layer > 0) & (not keep)
        slot = jnp.where(tied, 1, layer)
        weight = lax.cond(
            tied & (layer < last), lambda: weight_of(gradients, slot, shape) + onto_weight, lambda: onto_weight
        )
        gradients = write_part(gradients, slot, 0, weight)
        return write_part(gradients, layer, shape.width, onto_vectors)

    onto_outputs = stored(onto_outputs)
    onto_h = stored(onto_outputs @ ends.last_weight.T)
    around = jnp.zeros_like(onto_h) if shape.gated else None
    falling = lax.fori_loop(0, knobs.depth, step, Falling(onto_h, around, passed.raws, gradients, downward))

    onto_first = stored(rounded(inputs, shape).T @ falling.signals[0])
    downward = falling.downward and falling.downward.with_first_weight(onto_first)
    onto_last = read(passed.activations, last).T @ onto_outputs
    onto_ends = Ends(onto_first, stored(onto_last), stored(jnp.sum(onto_outputs, axis=0)))
    gradients = falling.gradients.at[CAPACITY:].set(onto_ends.blocks(shape))
    return gradients, falling.signals, downward
