"""Activations: h = φ(z), elementwise, and the slope φ'(z), which the backward sweep multiplies by.

The slope is written out, because the derivative of the value as it is computed loses its digits where φ flattens out:
1 - tanh² is exactly 0 in float32 from z = 9 on, where sech² is 6e-8. Here nothing is subtracted that nearly cancels,
but where the slope itself passes through 0 (GELU and SiLU).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
from jax import Array, lax

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al. 2017, eq. 14


@dataclass(frozen=True)
class Activation:
    """One activation.

    function, slope: (z, leaky_slope) -> φ(z) and φ'(z), any shape, float32 or float64.
    max_slope: max |φ'|; a unit is saturated where |φ'| < 0.05 max_slope.
    formula: LaTeX, the same in every language.
    """

    function: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    max_slope: float
    formula: str
    source: str = ""


def _leaky_relu(z: Array, leaky_slope: Array) -> Array:
    return jnp.where(z > 0, z, leaky_slope * z)


def _slope_of_leaky_relu(z: Array, leaky_slope: Array) -> Array:
    return jnp.where(z > 0, jnp.ones_like(z), leaky_slope)  # leaky_slope at 0, as in PyTorch


def _slope_of_relu(z: Array) -> Array:
    return jnp.where(z > 0, jnp.ones_like(z), 0)  # 0 at 0, as in PyTorch


def slope_of_sigmoid(z: Array) -> Array:
    """σ(z) σ(-z)."""
    tail = jnp.exp(-jnp.abs(z))
    return tail / ((1 + tail) * (1 + tail))


@jax.custom_jvp
def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)), without overflow, and without cancellation at either end."""
    tail = jnp.exp(-jnp.abs(z))
    return jnp.where(z >= 0, jnp.ones_like(z), tail) / (1 + tail)


@sigmoid.defjvp
def _(point: tuple[Array], moved: tuple[Array]) -> tuple[Array, Array]:
    return sigmoid(*point), slope_of_sigmoid(*point) * moved[0]


def slope_of_tanh(z: Array) -> Array:
    """sech²(z)."""
    tail = jnp.exp(-jnp.abs(z))
    sech = 2 * tail / (1 + tail * tail)
    return sech * sech


def _slope_of_elu(z: Array) -> Array:
    return jnp.exp(jnp.minimum(z, 0))  # 1 at 0


def _slope_of_selu(z: Array) -> Array:
    return SELU_SCALE * jnp.where(z > 0, jnp.ones_like(z), SELU_ALPHA * jnp.exp(jnp.minimum(z, 0)))


def _slope_of_gelu(z: Array) -> Array:
    """Φ(z) + z Φ'(z)."""
    return 0.5 * lax.erfc(-z * math.sqrt(0.5)) + z * jnp.exp(-z * z / 2) * (1 / math.sqrt(2 * math.pi))


def _slope_of_silu(z: Array) -> Array:
    return sigmoid(z) * (1 + z * sigmoid(-z))


ACTIVATIONS: dict[str, Activation] = {
    "identity": Activation(lambda z, _: z, lambda z, _: jnp.ones_like(z), 1.0, r"\phi(z) = z"),
    "sigmoid": Activation(
        lambda z, _: sigmoid(z),
        lambda z, _: slope_of_sigmoid(z),
        0.25,
        r"\phi(z) = \frac{1}{1 + e^{-z}},\quad \phi'(z) \le \tfrac14",
    ),
    "tanh": Activation(lambda z, _: jnp.tanh(z), lambda z, _: slope_of_tanh(z), 1.0, r"\phi(z) = \tanh z"),
    "hard_tanh": Activation(
        lambda z, _: jnp.where(jnp.abs(z) < 1, z, jnp.sign(z)),
        lambda z, _: jnp.where(jnp.abs(z) < 1, jnp.ones_like(z), 0),
        1.0,
        r"\phi(z) = \max(-1, \min(1, z))",
    ),
    "relu": Activation(
        lambda z, _: jax.nn.relu(z),
        lambda z, _: _slope_of_relu(z),
        1.0,
        r"\phi(z) = \max(0, z)",
        "Nair & Hinton 2010",
    ),
    "leaky_relu": Activation(_leaky_relu, _slope_of_leaky_relu, 1.0, r"\phi(z) = \max(a z, z)", "Maas et al. 2013"),
    "elu": Activation(
        lambda z, _: jax.nn.elu(z),
        lambda z, _: _slope_of_elu(z),
        1.0,
        r"\phi(z) = \begin{cases} z & z > 0 \\ e^z - 1 & z \le 0 \end{cases}",
        "Clevert et al. 2016",
    ),
    "selu": Activation(
        lambda z, _: jax.nn.selu(z),
        lambda z, _: _slope_of_selu(z),
        1.7581,  # λα, the slope just below 0
        r"\phi(z) = \lambda\begin{cases} z & z > 0 \\ \alpha(e^z - 1) & z \le 0 \end{cases}",
        "Klambauer et al. 2017",
    ),
    "gelu": Activation(
        lambda z, _: jax.nn.gelu(z, approximate=False),
        lambda z, _: _slope_of_gelu(z),
        1.1289,  # at z = √2
        r"\phi(z) = z\,\Phi(z)",
        "Hendrycks & Gimpel 2016",
    ),
    "silu": Activation(
        lambda z, _: z * sigmoid(z),
        lambda z, _: _slope_of_silu(z),
        1.0998,
        r"\phi(z) = \frac{z}{1 + e^{-z}}",
        "Elfwing et al. 2018",
    ),
    "softplus": Activation(
        lambda z, _: jnp.maximum(z, 0) + jnp.log1p(jnp.exp(-jnp.abs(z))),
        lambda z, _: sigmoid(z),
        1.0,
        r"\phi(z) = \ln(1 + e^z)",
        "Dugas et al. 2001",
    ),
}
