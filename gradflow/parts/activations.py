"""Activations: h = φ(z), elementwise.

Only φ is written here. The slope φ'(z), which the backward sweep multiplies by, is its exact
derivative, taken by `jax.jvp` (`gradflow.engine.layered.stage`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
from jax import Array


@dataclass(frozen=True)
class Activation:
    """One activation.

    function: (z, leaky_slope) -> φ(z), any shape, float32.
    max_slope: max |φ'|; a unit is saturated where |φ'| < 0.05 max_slope.
    formula: LaTeX, the same in every language.
    """

    function: Callable[[Array, Array], Array]
    max_slope: float
    formula: str
    source: str = ""


def _relu(z: Array, _: Array) -> Array:
    return jax.nn.relu(z)  # slope 0 at 0, as in PyTorch; jnp.maximum would give 1/2


def _leaky_relu(z: Array, leaky_slope: Array) -> Array:
    return jnp.where(z > 0, z, leaky_slope * z)  # slope leaky_slope at 0, as in PyTorch


ACTIVATIONS: dict[str, Activation] = {
    "identity": Activation(lambda z, _: z, 1.0, r"\phi(z) = z"),
    "sigmoid": Activation(
        lambda z, _: jax.nn.sigmoid(z), 0.25, r"\phi(z) = \frac{1}{1 + e^{-z}},\quad \phi'(z) \le \tfrac14"
    ),
    "tanh": Activation(lambda z, _: jnp.tanh(z), 1.0, r"\phi(z) = \tanh z"),
    "hard_tanh": Activation(
        lambda z, _: jnp.where(jnp.abs(z) < 1, z, jnp.sign(z)), 1.0, r"\phi(z) = \max(-1, \min(1, z))"
    ),
    "relu": Activation(_relu, 1.0, r"\phi(z) = \max(0, z)", "Nair & Hinton 2010"),
    "leaky_relu": Activation(_leaky_relu, 1.0, r"\phi(z) = \max(a z, z)", "Maas et al. 2013"),
    "elu": Activation(
        lambda z, _: jax.nn.elu(z),
        1.0,
        r"\phi(z) = \begin{cases} z & z > 0 \\ e^z - 1 & z \le 0 \end{cases}",
        "Clevert et al. 2016",
    ),
    "selu": Activation(
        lambda z, _: jax.nn.selu(z),
        1.7581,  # λα, the slope just below 0
        r"\phi(z) = \lambda\begin{cases} z & z > 0 \\ \alpha(e^z - 1) & z \le 0 \end{cases}",
        "Klambauer et al. 2017",
    ),
    "gelu": Activation(
        lambda z, _: jax.nn.gelu(z, approximate=False),
        1.1289,  # at z = √2
        r"\phi(z) = z\,\Phi(z)",
        "Hendrycks & Gimpel 2016",
    ),
    "silu": Activation(lambda z, _: jax.nn.silu(z), 1.0998, r"\phi(z) = \frac{z}{1 + e^{-z}}", "Elfwing et al. 2018"),
    "softplus": Activation(lambda z, _: jax.nn.softplus(z), 1.0, r"\phi(z) = \ln(1 + e^z)", "Dugas et al. 2001"),
}
