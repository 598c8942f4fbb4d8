"""Activations: h = φ(z), elementwise.

The slope φ'(z), which the backward sweep multiplies by, is the derivative that `jax.jvp` takes of φ. Made of φ's
value, as 1 - tanh² is, it is lost where the value is rounded to the end that it nears: such a slope is written out
here besides, without a difference, and taken where it is needed (`gradflow.engine.core.rounding`), since it costs an
exponential function. The derivatives of the others have all their digits as far as float32 goes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import jax
import jax.numpy as jnp
from jax import Array


@dataclass(frozen=True)
class Activation:
    """One activation.

    function: (z, leaky_slope) -> φ(z), any shape, float32.
    slope: z -> φ'(z) without cancellation, where `jax.jvp` rounds it to 0 although it is none.
    saturates: whether its slope nears 0 somewhere far out, or is exactly 0 on a stretch, as below a ReLU's corner.
    one_sided: it is flat on one side, where half of all inputs may be, and on the other it is not.
    max_slope: max |φ'|; a unit is saturated where |φ'| < 0.05 max_slope.
    formula: LaTeX, the same in every language.
    """

    function: Callable[[Array, Array], Array]
    max_slope: float
    formula: str
    source: str = ""
    slope: Callable[[Array], Array] | None = None
    saturates: Literal["never", "nearly", "exactly"] = "never"
    one_sided: bool = False

    def differentiable(self, z: Array, leaky_slope: Array) -> Array:
        """φ(z) for who differentiates through it: by the slope that is written out, if there is one."""
        slope = self.slope
        if slope is None:
            return self.function(z, leaky_slope)
        by_slope = jax.custom_jvp(lambda z: self.function(z, jnp.float32(0)))
        by_slope.defjvp(lambda at, onto: (by_slope(*at), slope(*at) * onto[0]))
        return by_slope(z)


def _relu(z: Array, _: Array) -> Array:
    return jax.nn.relu(z)  # slope 0 at 0, as in PyTorch; jnp.maximum would give 1/2


def _leaky_relu(z: Array, leaky_slope: Array) -> Array:
    return jnp.where(z > 0, z, leaky_slope * z)  # slope leaky_slope at 0, as in PyTorch


def _sigmoid_slope(z: Array) -> Array:
    e = jnp.exp(-jnp.abs(z))
    return e / ((1 + e) * (1 + e))


def _tanh_slope(z: Array) -> Array:
    e = jnp.exp(-jnp.abs(z))
    sech = 2 * e / (1 + e * e)
    return sech * sech


def _elu_slope(z: Array) -> Array:
    return jnp.exp(jnp.minimum(z, 0))


def _selu_slope(z: Array) -> Array:
    return jnp.where(z > 0, SELU_SCALE, SELU_SCALE * SELU_ALPHA * _elu_slope(z))


SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al. 2017, eq. 14

# From here down a slope that is made of φ's value is doubtful: next to 1 the value is off by 6·10⁻⁸, float32's step,
# which is more than a part in 10,000 of such a slope.
DOUBTFUL = 2.0**-11

ACTIVATIONS: dict[str, Activation] = {
    "identity": Activation(lambda z, _: z, 1.0, r"\phi(z) = z"),
    "sigmoid": Activation(
        lambda z, _: jax.nn.sigmoid(z),
        0.25,
        r"\phi(z) = \frac{1}{1 + e^{-z}},\quad \phi'(z) \le \tfrac14",
        slope=_sigmoid_slope,
        saturates="nearly",
    ),
    "tanh": Activation(lambda z, _: jnp.tanh(z), 1.0, r"\phi(z) = \tanh z", slope=_tanh_slope, saturates="nearly"),
    "hard_tanh": Activation(
        lambda z, _: jnp.where(jnp.abs(z) < 1, z, jnp.sign(z)),
        1.0,
        r"\phi(z) = \max(-1, \min(1, z))",
        saturates="exactly",
    ),
    "relu": Activation(_relu, 1.0, r"\phi(z) = \max(0, z)", "Nair & Hinton 2010", saturates="exactly", one_sided=True),
    "leaky_relu": Activation(_leaky_relu, 1.0, r"\phi(z) = \max(a z, z)", "Maas et al. 2013", one_sided=True),
    "elu": Activation(
        lambda z, _: jax.nn.elu(z),
        1.0,
        r"\phi(z) = \begin{cases} z & z > 0 \\ e^z - 1 & z \le 0 \end{cases}",
        "Clevert et al. 2016",
        _elu_slope,
        saturates="nearly",
        one_sided=True,
    ),
    "selu": Activation(
        lambda z, _: jax.nn.selu(z),
        1.7581,  # λα, the slope just below 0
        r"\phi(z) = \lambda\begin{cases} z & z > 0 \\ \alpha(e^z - 1) & z \le 0 \end{cases}",
        "Klambauer et al. 2017",
        _selu_slope,
        saturates="nearly",
        one_sided=True,
    ),
    "gelu": Activation(
        lambda z, _: jax.nn.gelu(z, approximate=False),
        1.1289,  # at z = √2
        r"\phi(z) = z\,\Phi(z)",
        "Hendrycks & Gimpel 2016",
        saturates="nearly",
        one_sided=True,
    ),
    "silu": Activation(
        lambda z, _: jax.nn.silu(z),
        1.0998,
        r"\phi(z) = \frac{z}{1 + e^{-z}}",
        "Elfwing et al. 2018",
        saturates="nearly",
        one_sided=True,
    ),
    "softplus": Activation(
        lambda z, _: jax.nn.softplus(z),
        1.0,
        r"\phi(z) = \ln(1 + e^z)",
        "Dugas et al. 2001",
        saturates="nearly",
        one_sided=True,
    ),
}

WRITTEN_OUT = [name for name, activation in ACTIVATIONS.items() if activation.slope]


def place_written_out(name: str) -> int:
    """Where an activation stands in a list of all of them and then of WRITTEN_OUT: with its slope written out there,
    or, where it has no other, in its own place."""
    return len(ACTIVATIONS) + WRITTEN_OUT.index(name) if name in WRITTEN_OUT else list(ACTIVATIONS).index(name)
