"""Normalizations: of a layer's values x [batch, width], with a learned scale γ and shift β.

In the formulas b counts samples and j units: μ_j is a mean over the batch, μ_b one over the units.
`before` normalizes what enters the activation, `after` what leaves it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import jax.numpy as jnp
from jax import Array, lax

EPSILON = 1e-5  # PyTorch's default for batch and layer normalization
RUNNING_MOMENTUM = 0.1  # PyTorch's: the weight of the NEW value in the running statistics


@dataclass(frozen=True)
class Normalization:
    """One normalization.

    apply: (x, mean, variance) -> normalized x, without γ and β. `mean` and `variance` [width] are
        the statistics over the batch, or running ones for held-out data; only `batch` reads them.
    """

    apply: Callable[[Array, Array, Array], Array]
    formula: str
    source: str = ""


def batch_statistics(x: Array) -> tuple[Array, Array]:
    """Mean and biased variance of each unit over the batch: [batch, width] -> [width], [width]."""
    mean = jnp.mean(x, axis=0)
    return mean, jnp.mean((x - mean) ** 2, axis=0)


def _batch(x: Array, mean: Array, variance: Array) -> Array:
    return (x - mean) * lax.rsqrt(variance + EPSILON)


def _layer(x: Array, _: Array, __: Array) -> Array:
    centred = x - jnp.mean(x, axis=-1, keepdims=True)
    return centred * lax.rsqrt(jnp.mean(centred**2, axis=-1, keepdims=True) + EPSILON)


def _rms(x: Array, _: Array, __: Array) -> Array:
    return x * lax.rsqrt(jnp.mean(x**2, axis=-1, keepdims=True) + EPSILON)


NORMALIZATIONS: dict[str, Normalization] = {
    "none": Normalization(lambda x, _, __: x, r"\hat x = x"),
    "batch": Normalization(
        _batch,
        r"\hat x_{bj} = \gamma_j\,\frac{x_{bj} - \mu_j}{\sqrt{\sigma_j^2 + \epsilon}} + \beta_j",
        "Ioffe & Szegedy 2015",
    ),
    "layer": Normalization(
        _layer,
        r"\hat x_{bj} = \gamma_j\,\frac{x_{bj} - \mu_b}{\sqrt{\sigma_b^2 + \epsilon}} + \beta_j",
        "Ba et al. 2016",
    ),
    "rms": Normalization(
        _rms,
        r"\hat x_{bj} = \gamma_j\,\frac{x_{bj}}{\sqrt{\overline{x_b^2} + \epsilon}} + \beta_j",
        "Zhang & Sennrich 2019",
    ),
}

POSITIONS = ("before", "after")
