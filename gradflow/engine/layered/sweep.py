"""The layered network: one sweep forward, one sweep back.

Backpropagation is written out instead of differentiated through, so that the depth, and what every
layer is made of, are traced numbers, and the gradient can be measured where it passes. The first
layer is visited by the same code as the others, which halves what there is to compile.
"""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Flag, Index, Inputs, Layers, NormRows, Outputs, Stack, Units
from gradflow.engine.core.rounding import again_where_doubtful, rounded
from gradflow.engine.core.rows import read, write
from gradflow.engine.layered.connect import FROM_BELOW_AND_SKIP, Skips, highway
from gradflow.engine.layered.dense import Pending, handed_down, none_pending, rows_read
from gradflow.engine.layered.dropout import Dropout
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.join import join_of, normalizes_sum, onto_activation, onto_branch
from gradflow.engine.layered.linear_map import LinearMap
from gradflow.engine.layered.measures import BackwardMeasures, ForwardMeasures
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.stack.gather import gathered
from gradflow.engine.layered.stack.parameters import LayeredEnds, Vectors
from gradflow.engine.layered.stack.used import onto_made_of, used_ends, used_vectors, used_weight
from gradflow.engine.layered.stage import activate, normalize_backward
from gradflow.engine.layered.workspace import SavedActivations, kept_row


def forward(
    shape: LayeredShape,
    parameters: Stack,
    inputs: Inputs,
    hyper: LayeredHyperparameters,
    saved: SavedActivations,
    upward: ForwardMeasures | None = None,
    running: Float[Array, "capacity 2 width"] | None = None,
    keep: bool = False,
    at: Index | None = None,
) -> tuple[Outputs, SavedActivations, ForwardMeasures | None]:
    """inputs [batch, input] -> outputs [batch, output], what was saved (written over `saved`), and the
    measures if asked for, as whoever goes back does: by them slopes are made again, without cancellation, where they
    have to be. Every preactivation is kept only if `keep`, or if the way back needs it.

    With `running` statistics [capacity, 2, width] (held-out data), batch normalization reads those
    instead of the batch's. at: the step of training whose units dropout leaves out.
    """
    ends, skips = used_ends(parameters, shape), Skips.of(parameters, shape, hyper)
    linear, dropout = LinearMap(shape, hyper.circular), Dropout(shape, hyper, at)
    entering = linear.entering(rounded(inputs, shape.precision)) @ ends.first_weight

    def step(written_out: Flag | None, layer: Index, carry: Any) -> Any:
        h, saved, upward = carry
        rows = dropout.read(rows_read(layer, h, saved.activations, shape), layer - 1)
        vectors = used_vectors(parameters, layer, shape)

        def branch() -> Units:
            weight = used_weight(parameters, layer, hyper, shape)
            if shape.gated:
                return highway(linear, rows, read(saved.preactivations, layer - 1), weight, vectors)
            return linear(rows, weight) + vectors.bias

        def branch_and_skip() -> Units:
            return read(saved.preactivations, read(skips.source, layer)) + read(skips.scale, layer) * branch()

        z = lax.switch(read(skips.fed, layer), (lambda: entering + vectors.bias, branch, branch_and_skip))
        z = rounded(z, shape.precision)
        join, given = join_of(skips, layer, saved.activations, shape), None if running is None else read(running, layer)
        done = activate(z, vectors, hyper, given, join, shape.positions, written_out)
        done = done._replace(h=rounded(done.h, shape.precision))
        saved = saved.at(layer, done, kept_row(layer, hyper, keep or shape.gated), kept_row(layer, hyper, keep))
        return done.h, saved, None if written_out is None else upward.at(layer, done, hyper, written_out)

    def up(written_out: Flag | None, carry: Any) -> Any:
        return lax.fori_loop(0, hyper.depth, partial(step, written_out), (entering, *carry[1:]))

    doubtful = None if upward is None else lambda carry: carry[2].doubtful(hyper, shape)
    h, saved, upward = again_where_doubtful(up, doubtful, (entering, saved, upward))
    # A branch never taken keeps XLA from computing the outputs again wherever they are read: the last
    # bias would then be read after the update has written over it, and the whole stack copied for that.
    outputs = lax.cond(
        hyper.depth > 0,
        lambda: linear.leaving(dropout.read(h, hyper.depth - 1)) @ ends.last_weight + ends.last_bias,
        lambda: jnp.zeros((len(inputs), shape.outputs)),
    )
    return rounded(outputs, shape.precision), saved, upward


class BackwardCarry(NamedTuple):
    """What the backward sweep carries: ∂loss/∂h of the layer to visit next, what a highway's gate lets past it, what is
    still to come to others of a dense block, ∂loss/∂z of the layers visited [capacity, point, width], their gradients,
    the measures."""

    from_above: Units
    around: Units | None
    pending: Pending
    signals: Layers
    gradients: Stack
    downward: BackwardMeasures | None


def backward(
    shape: LayeredShape,
    parameters: Stack,
    inputs: Inputs,
    onto_outputs: Outputs,
    hyper: LayeredHyperparameters,
    saved: SavedActivations,
    gradients: Stack,
    downward: BackwardMeasures | None = None,
    keep: bool = False,
    at: Index | None = None,
) -> tuple[Stack, Layers, BackwardMeasures | None]:
    """∂loss/∂outputs -> ∂loss/∂parameters, ∂loss/∂z of every layer, and the measures if asked for.

    The gradients are written over `gradients`, the signals over `saved.raws`. If `keep`, every signal
    is there afterwards, and a tied matrix's gradient is left as each layer's share instead of their sum.
    """
    ends, skips = used_ends(parameters, shape), Skips.of(parameters, shape, hyper)
    last, linear, dropout = hyper.depth - 1, LinearMap(shape, hyper.circular), Dropout(shape, hyper, at)

    def stored(x: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        return rounded(x, shape.precision, hyper.loss_scale)

    def step(count: Index, carry: BackwardCarry) -> BackwardCarry:
        layer = last - count
        weight, vectors = used_weight(parameters, layer, hyper, shape), used_vectors(parameters, layer, shape)
        signal, onto_norm = _signal(layer, vectors, carry)
        around, below = carry.around, jnp.maximum(layer - 1, 0)  # what the first layer computes with it is never used
        rows = dropout.read(rows_read(layer, read(saved.activations, below), saved.activations, shape), below)
        signal = stored(signal if around is None else signal + around)
        if around is not None:
            pull = jax.vjp(partial(highway, linear), rows, read(saved.preactivations, below), weight, vectors)[1]
            onto_rows, around, onto_weight, onto_vectors = pull(signal)
            onto_bias = jnp.where(layer == 0, jnp.sum(signal, axis=0), onto_vectors.bias)
            onto_vectors = Vectors.gathered(onto_bias, onto_norm, onto_vectors.after_norm)
        else:
            scaled, made = read(skips.scale, layer) * signal, (linear, rows, weight, vectors)
            if shape.joined:
                scaled, onto_norm = onto_branch(skips, layer, (scaled, onto_norm), made, hyper, shape)
            (onto_rows, onto_weight), onto_bias = linear.back(scaled, rows, weight), jnp.sum(scaled, axis=0)
            onto_scale = lax.cond(
                hyper.learned_scale & (read(skips.fed, layer) == FROM_BELOW_AND_SKIP),
                lambda: jnp.sum(signal * (linear(rows, weight) + vectors.bias)),
                lambda: jnp.float32(0.0),
            )
            rest = jnp.zeros_like(onto_bias).at[0].set(onto_scale)[None]
            if shape.made:
                onto_weight, onto_scales = onto_made_of(stored(onto_weight), parameters, layer, hyper, shape)
                rest = jnp.stack([*rest, onto_scales])
            onto_vectors = Vectors.gathered(onto_bias, onto_norm, rest)
        from_above, pending = handed_down(dropout.back(onto_rows, below), layer, carry.pending, shape)
        onto_weight = stored(onto_weight)
        signals = write(carry.signals, kept_row(layer, hyper, keep), signal)
        if shape.joined:  # the signals as they are now: of those before, a copy would be kept
            from_above = onto_activation(skips, below, from_above, signals)
        return BackwardCarry(
            stored(from_above),
            around,
            pending,
            signals,
            gathered(carry.gradients, layer, (onto_weight, Vectors(stored(onto_vectors.rows))), hyper, shape, keep),
            carry.downward and carry.downward.at(layer, carry.from_above, signal, onto_weight, shape),
        )

    def _signal(layer: Index, vectors: Vectors, carry: BackwardCarry) -> tuple[Units, NormRows]:
        """∂loss/∂z, and the gradients of a normalization's scale and shift [2, width].

        The rows are read in the branch that needs them: a read outside would be a copy.
        """
        from_above, signals, row = carry.from_above, carry.signals, kept_row(layer, hyper, keep)

        def plain() -> tuple[Units, NormRows]:
            signal = skips.past_branches(layer, lambda: from_above * read(saved.slopes, layer), signals, hyper)
            return signal, jnp.zeros((2, shape.width))

        def normalized() -> tuple[Units, NormRows]:
            z = read(saved.preactivations, layer if shape.gated else row)
            slope, raw = read(saved.slopes, layer), read(signals, row)
            onto_z, onto_norm = normalize_backward(from_above, z, slope, raw, vectors, hyper, shape.positions)
            return skips.past_branches(layer, lambda: onto_z, signals, hyper), onto_norm

        return lax.cond(normalizes_sum(skips, layer, hyper, shape), normalized, plain)

    onto_outputs = stored(onto_outputs)
    onto_h = stored(dropout.back(linear.leaving_back(onto_outputs @ ends.last_weight.T), last))
    around = jnp.zeros_like(onto_h) if shape.gated else None
    begun = BackwardCarry(onto_h, around, none_pending(onto_h, shape), saved.raws, gradients, downward)
    carry = lax.fori_loop(0, hyper.depth, step, begun)

    onto_first = stored(linear.entering(rounded(inputs, shape.precision)).T @ carry.signals[0])
    downward = carry.downward and carry.downward.with_first_weight(onto_first)
    onto_last = linear.leaving(dropout.read(read(saved.activations, last), last)).T @ onto_outputs
    onto_ends = LayeredEnds(onto_first, stored(onto_last), stored(jnp.sum(onto_outputs, axis=0)))
    return onto_ends.into(carry.gradients, shape), carry.signals, downward
