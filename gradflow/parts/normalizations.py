"""Normalizations: of a layer's values x [batch, width], with a learned scale γ and shift β.

In the formulas b counts samples, j units and g groups of them: μ_j is a mean over the batch, μ_b over the units, μ_bg
over those of a group. Of pictures, every position is a row of x: layer and RMS normalization take each by itself, as
ConvNeXt does (Liu et al. 2022), group normalization all positions of a sample together, as Wu & He (2018) do.
`before` normalizes what enters the activation, `after` what leaves it.
"""

from dataclasses import dataclass

import jax.numpy as jnp
from jax import Array, lax

EPSILON = 1e-5  # PyTorch's default for batch and layer normalization
RUNNING_MOMENTUM = 0.1  # PyTorch's: the weight of the NEW value in the running statistics
OVER_BATCH, OVER_UNITS, OVER_GROUPS = range(3)  # axes of x, the last if its units are taken apart in groups
GROUPS = 4  # 16 units each at the default width, as Wu & He (2018) recommend; every width is divided by it


@dataclass(frozen=True)
class Normalization:
    """One normalization: x becomes (x - mean) / √(variance + ε), and then γ and β come.

    axis: what mean and variance are taken over, OVER_BATCH, OVER_UNITS or OVER_GROUPS; None where x is left as it is.
    centred: whether the mean is taken off. If not, it counts as 0, also in the variance.
    """

    axis: int | None
    centred: bool
    formula: str
    source: str = ""


def statistics(x: Array, axis: int, centred: Array | bool) -> tuple[Array, Array]:
    """Mean and biased variance over an axis, which stays with length 1."""
    mean = centred * jnp.mean(x, axis, keepdims=True)
    return mean, jnp.mean((x - mean) ** 2, axis, keepdims=True)


def grouped(x: Array, axis: int, positions: int = 1) -> Array:
    """What has the axis: x [batch · position, width], or [batch, group, position · unit] for OVER_GROUPS."""
    if axis != OVER_GROUPS:
        return x
    apart = x.reshape(-1, positions, GROUPS, x.shape[1] // GROUPS)
    return apart.swapaxes(1, 2).reshape(len(apart), GROUPS, -1)


def ungrouped(apart: Array, axis: int, positions: int = 1) -> Array:
    """[batch · position, width] again."""
    if axis != OVER_GROUPS:
        return apart
    parts = apart.reshape(len(apart), GROUPS, positions, -1)
    return parts.swapaxes(1, 2).reshape(len(apart) * positions, -1)


def normalized(x: Array, mean: Array, variance: Array) -> Array:
    """x with its mean taken off, divided by its standard deviation."""
    return (x - mean) * lax.rsqrt(variance + EPSILON)


def normalized_backward(onto: Array, x: Array, axis: int, centred: Array | bool) -> tuple[Array, Array]:
    """∂loss/∂(normalized x) -> ∂loss/∂x, and the normalized x (Ioffe & Szegedy 2015, section 3)."""
    mean, variance = statistics(x, axis, centred)
    done = normalized(x, mean, variance)
    through_mean = centred * jnp.mean(onto, axis, keepdims=True)
    through_variance = done * jnp.mean(onto * done, axis, keepdims=True)
    return (onto - through_mean - through_variance) * lax.rsqrt(variance + EPSILON), done


NORMALIZATIONS: dict[str, Normalization] = {
    "none": Normalization(None, False, r"\hat x = x"),
    "batch": Normalization(
        OVER_BATCH,
        True,
        r"\hat x_{bj} = \gamma_j\,\frac{x_{bj} - \mu_j}{\sqrt{\sigma_j^2 + \epsilon}} + \beta_j",
        "Ioffe & Szegedy 2015",
    ),
    "layer": Normalization(
        OVER_UNITS,
        True,
        r"\hat x_{bj} = \gamma_j\,\frac{x_{bj} - \mu_b}{\sqrt{\sigma_b^2 + \epsilon}} + \beta_j",
        "Ba et al. 2016",
    ),
    "rms": Normalization(
        OVER_UNITS,
        False,
        r"\hat x_{bj} = \gamma_j\,\frac{x_{bj}}{\sqrt{\overline{x_b^2} + \epsilon}} + \beta_j",
        "Zhang & Sennrich 2019",
    ),
    "group": Normalization(
        OVER_GROUPS,
        True,
        r"\hat x_{bj} = \gamma_j\,\frac{x_{bj} - \mu_{bg}}{\sqrt{\sigma_{bg}^2 + \epsilon}} + \beta_j,"
        r"\quad g \ni j,\ g = 1 \dots 4",
        "Wu & He 2018",
    ),
}

POSITIONS = ("before", "after")
