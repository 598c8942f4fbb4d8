"""Layer by layer: first weights of a layered network, each layer trained as an autoencoder of what is below it.

Bengio et al. 2006: from the input upwards, a layer learns to keep what it is given, so that the same weights turned
round can make it again of its activations; then it stays, and the next is given those. No backward signal crosses more
than one layer. Layers are plain ones here: normalization and skips come in when the whole network is trained. Kernels
are turned round as what they convolve comes back (Masci et al. 2011).
"""

from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from jaxtyping import Float, Int
from numpy.typing import NDArray

from gradflow.engine.core.compiler import COMPILER
from gradflow.engine.core.program_cache import compile_once
from gradflow.engine.layered.linear_map import LinearMap
from gradflow.engine.layered.shape import LayeredShape
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.seed_roles import LAYER_BATCH
from gradflow.parts.starts import MOST_LAYER_STEPS
from gradflow.tasks import MOST_SAMPLES, data_of

RATE, FIRST_DECAY, SECOND_DECAY, EPSILON = 0.01, 0.9, 0.999, 1e-5  # Adam, whatever trains the whole network
BATCH, OF_PICTURES = 128, 16  # samples, drawn anew at every step; a picture has 64 places
BARE = LayeredShape(1, 1, False, 0, 0, 1, 0, False, False, "float32")
LINEAR = list(ACTIVATIONS).index("identity")

Host = NDArray[np.float32]


class Autoencoder(NamedTuple):
    """x -> h = φ(x W + b) -> its reconstruction φ(h Wᵀ + c), and without φ where x are inputs, which have any size. Of
    pictures x are patches, and Wᵀ is turned round in place too; c is one number for each unit below."""

    weight: Float[Array, "fan_in width"]
    bias: Float[Array, " width"]
    back: Float[Array, " unit"]


class LayerTraining(NamedTuple):
    """What the layers depend on. data: by name. trained: how many layers, from the input; tied ones after the second
    are that. side, taps, circular: of pictures, as `LinearMap` has them."""

    data: str
    trained: int
    activation: str
    leaky_slope: float
    seed: int
    steps: int
    side: int = 1
    taps: int = 1
    circular: bool = False


def layer_by_layer(start: LayerTraining, drawn: list[tuple[Host, Host]]) -> list[tuple[Host, Host]]:
    """Weights [fan_in, width] and biases [width] of the first `trained` layers, from those that were drawn."""
    key = tuple((weight.tobytes(), weight.shape, bias.tobytes()) for weight, bias in drawn[: start.trained])
    return [(weight.copy(), bias.copy()) for weight, bias in _kept(start, key)]


@lru_cache(maxsize=8)  # a change in mid-run asks for fresh weights again
def _kept(start: LayerTraining, key: tuple[tuple[bytes, tuple[int, ...], bytes], ...]) -> list[tuple[Host, Host]]:
    inputs = data_of(start.data).inputs
    x = jnp.asarray(np.pad(inputs, ((0, MOST_SAMPLES - len(inputs)), (0, 0))))
    linear, batch = BARE._replace(side=start.side, taps=start.taps), BATCH if start.taps == 1 else OF_PICTURES
    activation, found = list(ACTIVATIONS).index(start.activation), []
    for layer, (weight, shape, bias) in enumerate(key):
        rng = np.random.default_rng((start.seed, LAYER_BATCH, layer))
        batches = np.zeros((MOST_LAYER_STEPS, batch), np.int32)
        batches[: start.steps] = rng.integers(len(inputs), size=(start.steps, batch))
        drawn = (np.frombuffer(part, np.float32) for part in (weight, bias))
        nothing = np.zeros(shape[0] // start.taps, np.float32)
        first = Autoencoder(next(drawn).reshape(shape), next(drawn), nothing)  # type: ignore[arg-type]
        below = activation if layer else LINEAR
        with compile_once(_trained):
            about = np.int32(start.steps), activation, below, start.leaky_slope, np.bool_(start.circular)
            made, x = _trained(linear, first, x, batches, *about)
        found.append((np.asarray(made.weight), np.asarray(made.bias)))
    return found


def _activated(activation: Any, slope: Any, z: Array) -> Array:
    branches = [lambda z, a=record: a.differentiable(z, slope) for record in ACTIVATIONS.values()]
    return lax.switch(activation, branches, z)


def _loss(layer: Autoencoder, x: Array, linear: LinearMap, activation: Any, below: Any, slope: Any) -> Array:
    """The mean square of what the reconstruction is away from x. Patches are multiplied: a convolution's own gradient
    is slow."""
    rows = x.reshape(-1, len(layer.back))
    h = _activated(activation, slope, linear.patches(rows) @ layer.weight + layer.bias)
    made = linear.patches(h) @ linear.turned(layer.weight, rows.shape[1]) + layer.back
    return jnp.mean(jnp.square(_activated(below, slope, made) - rows))


@partial(jax.jit, static_argnums=0, compiler_options=COMPILER)
def _trained(
    shape: LayeredShape,
    layer: Autoencoder,
    x: Float[Array, "sample value"],
    batches: Int[Array, "step batch"],
    steps: Any,
    activation: Any,
    below: Any,
    slope: Any,
    circular: Any,
) -> tuple[Autoencoder, Float[Array, "sample made"]]:
    """The layer after a step on each of the first batches, and what it makes of all samples."""
    linear = LinearMap(shape, circular)
    zeros = jax.tree.map(jnp.zeros_like, layer)

    def step(at: Any, carry: Any) -> Any:
        layer, first, second = carry
        gradient = jax.grad(_loss)(layer, x[batches[at]], linear, activation, below, slope)
        first = jax.tree.map(lambda m, g: FIRST_DECAY * m + (1 - FIRST_DECAY) * g, first, gradient)
        second = jax.tree.map(lambda v, g: SECOND_DECAY * v + (1 - SECOND_DECAY) * g * g, second, gradient)
        mean, square = (1 - decay ** (at + 1.0) for decay in (FIRST_DECAY, SECOND_DECAY))

        def moved(w: Array, m: Array, v: Array) -> Array:
            return w - RATE * (m / mean) / (jnp.sqrt(v / square) + EPSILON)

        return jax.tree.map(moved, layer, first, second), first, second

    layer, _, _ = lax.fori_loop(0, steps, step, (layer, zeros, zeros))
    made = _activated(activation, slope, linear(x.reshape(-1, len(layer.back)), layer.weight) + layer.bias)
    return layer, made.reshape(len(x), -1)
