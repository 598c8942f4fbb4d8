"""Initializers: how the weights of one layer are drawn, before the gain multiplies them.

Drawn with NumPy, so that a new initializer, depth or width compiles nothing. Rules of one shape
share their random numbers: with the same seed, `he_normal` is `glorot_normal` rescaled.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray


class DrawWeights(Protocol):
    def __call__(
        self, rng: Generator, fan_in: int, fan_out: int, scale: float, taps: int = 1, /
    ) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class Initializer:
    """One rule.

    draw: (generator, fan_in, fan_out, init_scale) -> weights (fan_in, fan_out), float32. With taps, of a convolution
        whose kernel has so many places: (fan_in, fan_out // taps), place after place, where fan_in and fan_out are the
        channels below and above times taps.
    variance: (fan_in, fan_out, init_scale) -> Var(W_ij), or None where the entries are not
        independent with mean zero, so that mean-field theory does not speak of them.
    uses_scale: whether `init_scale` is read.
    of_kernels: whether it is a rule for convolutions alone, which says no more than another of a matrix.
    """

    draw: DrawWeights
    variance: Callable[[int, int, float], float] | None
    formula: str
    source: str = ""
    uses_scale: bool = False
    of_kernels: bool = False


Variance = Callable[[int, int, float], float]


def _normal(variance: Variance, formula: str, source: str = "", uses_scale: bool = False) -> Initializer:
    def draw(rng: Generator, fan_in: int, fan_out: int, scale: float, taps: int = 1) -> NDArray[np.float32]:
        std = np.float32(np.sqrt(variance(fan_in, fan_out, scale)))
        return rng.standard_normal((fan_in, fan_out // taps), dtype=np.float32) * std

    return Initializer(draw, variance, formula, source, uses_scale)


def _uniform(variance: Variance, formula: str, source: str = "", uses_scale: bool = False) -> Initializer:
    def draw(rng: Generator, fan_in: int, fan_out: int, scale: float, taps: int = 1) -> NDArray[np.float32]:
        bound = np.float32(np.sqrt(3 * variance(fan_in, fan_out, scale)))  # Var U(±b) = b²/3
        return (2 * rng.random((fan_in, fan_out // taps), dtype=np.float32) - 1) * bound

    return Initializer(draw, variance, formula, source, uses_scale)


def _orthogonal(rng: Generator, fan_in: int, fan_out: int, _: float, taps: int = 1) -> NDArray[np.float32]:
    fan_out //= taps  # of a kernel too as one matrix, as in PyTorch
    # Q of a Gaussian matrix, signs fixed so that it is uniform over the orthogonal group (Mezzadri 2007).
    gaussian = rng.standard_normal((max(fan_in, fan_out), min(fan_in, fan_out)))
    q, r = np.linalg.qr(gaussian)
    q = q * np.sign(np.diag(r))
    return (q if fan_in >= fan_out else q.T).astype(np.float32)


def _identity(_: Generator, fan_in: int, fan_out: int, __: float, taps: int = 1) -> NDArray[np.float32]:
    return np.eye(fan_in, fan_out, dtype=np.float32)


def _in_the_middle(of_matrix: DrawWeights) -> DrawWeights:
    """The matrix in the middle of a kernel, and nothing around it."""

    def draw(rng: Generator, fan_in: int, fan_out: int, scale: float, taps: int = 1) -> NDArray[np.float32]:
        kernel = np.zeros((taps, fan_in // taps, fan_out // taps), np.float32)
        kernel[taps // 2] = of_matrix(rng, fan_in // taps, fan_out // taps, scale)
        return kernel.reshape(fan_in, -1)

    return draw


def _filled(rng: Generator, fan_in: int, fan_out: int, scale: float, taps: int = 1) -> NDArray[np.float32]:
    return np.full((fan_in, fan_out // taps), scale, np.float32)


def _zeros(rng: Generator, fan_in: int, fan_out: int, scale: float, taps: int = 1) -> NDArray[np.float32]:
    return _filled(rng, fan_in, fan_out, 0.0, taps)


def _orthogonal_variance(fan_in: int, fan_out: int, _: float) -> float:
    return 1 / max(fan_in, fan_out)


def _glorot(fan_in: int, fan_out: int, _: float) -> float:
    return 2 / (fan_in + fan_out)


INITIALIZERS: dict[str, Initializer] = {
    "zeros": Initializer(_zeros, None, r"W_{ij} = 0"),
    "constant": Initializer(_filled, None, r"W_{ij} = c", uses_scale=True),
    "normal": _normal(lambda i, o, scale: scale**2, r"W_{ij} \sim \mathcal N(0, s^2)", uses_scale=True),
    "uniform": _uniform(lambda i, o, scale: scale**2 / 3, r"W_{ij} \sim \mathcal U(-s, s)", uses_scale=True),
    "lecun_normal": _normal(lambda i, o, _: 1 / i, r"\mathrm{Var}\,W = \frac{1}{\text{fan\_in}}", "LeCun et al. 1998"),
    "lecun_uniform": _uniform(
        lambda i, o, _: 1 / i, r"W \sim \mathcal U\!\left(\pm\sqrt{3/\text{fan\_in}}\right)", "LeCun et al. 1998"
    ),
    "glorot_normal": _normal(
        _glorot, r"\mathrm{Var}\,W = \frac{2}{\text{fan\_in} + \text{fan\_out}}", "Glorot & Bengio 2010, eq. 12"
    ),
    "glorot_uniform": _uniform(
        _glorot,
        r"W \sim \mathcal U\!\left(\pm\sqrt{6/(\text{fan\_in} + \text{fan\_out})}\right)",
        "Glorot & Bengio 2010, eq. 16",
    ),
    "he_normal": _normal(
        lambda i, o, _: 2 / i, r"\mathrm{Var}\,W = \frac{2}{\text{fan\_in}}", "He et al. 2015, eq. 10"
    ),
    "he_uniform": _uniform(
        lambda i, o, _: 2 / i, r"W \sim \mathcal U\!\left(\pm\sqrt{6/\text{fan\_in}}\right)", "He et al. 2015"
    ),
    "torch_uniform": _uniform(
        lambda i, o, _: 1 / (3 * i),
        r"W \sim \mathcal U\!\left(\pm 1/\sqrt{\text{fan\_in}}\right)",
        "Paszke et al. 2019",
    ),
    "orthogonal": Initializer(_orthogonal, _orthogonal_variance, r"W^{\mathsf T} W = I", "Saxe et al. 2014"),
    "delta_orthogonal": Initializer(
        _in_the_middle(_orthogonal),
        None,
        r"W_{\beta} = 0\ (\beta \neq 0),\quad W_0^{\mathsf T} W_0 = I",
        "Xiao et al. 2018",
        of_kernels=True,
    ),
    "identity": Initializer(_in_the_middle(_identity), None, r"W = I", "Le et al. 2015"),
}
OF_MATRICES = tuple(name for name, rule in INITIALIZERS.items() if not rule.of_kernels)
SCALED = tuple(name for name, rule in INITIALIZERS.items() if rule.uses_scale)
