"""Isometry on paper: singular values of a product of layers, each W drawn at random, each slope φ' at a z ~ N(0, q).

Free probability multiplies the laws of factors that are independent and wide: their S-transforms are multiplied
(Pennington, Schoenholz, Ganguli 2017, arXiv:1711.04735). For Gaussian W alone it is the law of Marchenko and Pastur
for one layer, and that of Fuss and Catalan for several; an orthogonal W without slopes leaves every length as it is.
"""

from functools import lru_cache
from math import erf
from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.networks import CNN, MLP, downcast
from gradflow.theory.convolutional import explain_convolutional
from gradflow.theory.layered import explain_layered
from gradflow.theory.moments import value_and_slope

NODES = 32  # of a Gaussian preactivation
STEP = 0.1  # of log s², from the largest value down
MOST_STEPS = 700
TILT = 1e-2  # radians above the real axis, where the densities are read off
TURNS = 40  # in which one comes down there from above
EQUAL = 1e-6  # of excess: all are equal
Complex = NDArray[np.complex128]
Real = NDArray[np.float64]


class Isometry(NamedTuple):
    """Of the product from each layer to the last one: quantiles of its singular values [depth, quantile], NaN where
    there is none but 0; and the share of all directions that take part, (Σ s²)² / (n Σ s⁴) [depth]."""

    singular: Float[np.ndarray, "depth quantile"]
    participating: Float[np.ndarray, " depth"]


@lru_cache(maxsize=64)
def isometry_of(experiment: Experiment, quantiles: tuple[float, ...]) -> Isometry | None:
    """What theory says of a layered network's first step; None where it does not speak: of skips, of normalization, of
    dropout, of matrices that are not drawn anew for each layer. Some tenths of a second the first time.

    quantiles: shares of all singular values from the smallest up; the largest is where half of one is expected above.
    """
    network = downcast(experiment.network, MLP)
    if network.tied or network.connection != "plain" or network.normalization != "none" or network.dropout:
        return None
    if (prediction := explain_layered(experiment)).profile is None:
        return None
    entering, orthogonal = prediction.entering, network.initializer == "orthogonal"
    q = 1.0 if entering is None else float(np.exp(entering[(network.depth - 1) // 2]))
    squares = slopes_of(network, q)
    squares = squares / squares.mean()
    excess = (squares**2).mean() - (1.0 if orthogonal else 0.0)
    shares = tuple(min(each, 1 - 0.5 / network.width) for each in quantiles)
    alone = _law(tuple(squares), network.depth, orthogonal, shares)
    rest = np.arange(network.depth - 1, -1, -1)
    return Isometry(alone * 10.0 ** prediction.profile[:, None], 1 / (1 + rest * max(excess, 0.0)))


def isometry_of_pictures(experiment: Experiment, quantiles: tuple[float, ...]) -> Isometry | None:
    """The same of a convolutional network's: of linear layers whose kernels are a rotation in their middle and 0 around
    it, which leave every direction alike (Xiao et al. 2018). Of others no law is known here: places are not alike, for
    where a picture is blank every slope is largest, and kernels mix them."""
    network = downcast(experiment.network, CNN)
    alike = (network.activation, network.initializer) == ("identity", "delta_orthogonal")
    if not alike or network.tied or network.connection != "plain" or network.normalization != "none":
        return None
    if (profile := explain_convolutional(experiment).profile) is None:
        return None
    return Isometry(np.repeat(10.0 ** profile[:, None], len(quantiles), axis=1), np.ones(network.depth))


def slopes_of(network: MLP, q: float) -> Float[np.ndarray, " node"]:
    """φ'² at equally likely z ~ N(0, q)."""
    z = np.sqrt(2 * q) * _inverse_erf((2 * np.arange(NODES) + 1) / NODES - 1)
    return value_and_slope(network.activation, network.leaky_slope, z)[1] ** 2


def _inverse_erf(y: Float[np.ndarray, " node"]) -> Float[np.ndarray, " node"]:
    """By Newton from Winitzki's approximation."""
    log = np.log(1 - y**2)
    first = 2 / (np.pi * 0.147) + log / 2
    x = np.sign(y) * np.sqrt(np.sqrt(first**2 - log / 0.147) - first)
    for _ in range(3):
        x = x - (np.array([erf(each) for each in x]) - y) / (2 / np.sqrt(np.pi) * np.exp(-(x**2)))
    return x


@lru_cache(maxsize=64)
def _law(
    squares: tuple[float, ...], depth: int, orthogonal: bool, quantiles: tuple[float, ...]
) -> Float[np.ndarray, "depth quantile"]:
    """Quantiles of singular values of the products of depth - 1, ..., 1, 0 layers, relative to their root mean square.

    squares: φ'² at equally likely places, of mean 1. With ψ(t) = E [t φ'² / (1 - t φ'²)] = M the moments M(w) of the
    product of L layers obey w = (1 + M)/M · (M/t)^L, over (1 + M)^L with orthogonal W. On the real axis -Im M/π is the
    density of log s².
    """
    found, nodes = np.ones((depth, len(quantiles))), np.array(squares)
    if depth < 2 or (nodes**2).mean() - (1.0 if orthogonal else 0.0) <= EQUAL:
        return found
    layers = np.arange(depth - 1, 0, -1).astype(float)
    tops = np.log(30 * (layers + 1))  # above the largest there is
    wanted = 1 - min([share for share in quantiles if share > 0], default=1)
    log_t, masses = -tops - 0.5j * np.pi, []
    with np.errstate(all="ignore"):
        for angle in np.linspace(0.5 * np.pi, TILT, TURNS):
            log_t = _solved(log_t, _complex(tops, angle), nodes, layers, orthogonal)
        for count in range(MOST_STEPS):
            log_t = _solved(log_t, _complex(tops - count * STEP, TILT), nodes, layers, orthogonal)
            masses.append(np.nan_to_num(np.maximum(0.0, -_moments(np.exp(log_t), nodes)[0].imag)) * STEP / np.pi)
            if count % 50 == 0 and (np.sum(masses, axis=0) >= wanted).all():
                break
    above = np.cumsum(masses, axis=0)
    for row in range(len(layers)):
        for column, share in enumerate(quantiles):
            place = int(np.searchsorted(above[:, row], 1 - share))
            there = 0 < place < len(above) and share > 0
            before, at = (above[place - 1, row], above[place, row]) if there else (0.0, 1.0)
            inside = (1 - share - before) / max(at - before, 1e-300)
            found[row, column] = np.exp((tops[row] - (place - 0.5 + inside) * STEP) / 2) if there else np.nan
    return found


def _complex(logs: Real, angle: float) -> Complex:
    return logs + np.complex128(1j * angle)


def _moments(t: Complex, nodes: Real) -> tuple[Complex, Complex]:
    """M and dM/dt."""
    passed = t[:, None] * nodes
    return (passed / (1 - passed)).mean(axis=1), (nodes / (1 - passed) ** 2).mean(axis=1)


def _solved(log_t: Complex, log_w: Complex, nodes: Real, layers: Real, orthogonal: bool) -> Complex:
    """Newton's steps for log t, from the solution at a w near by."""
    for _ in range(3):
        t = np.exp(log_t)
        m, slope = _moments(t, nodes)
        steep, of_one = slope * t / m, slope * t / (1 + m)  # of log M and log (1 + M), over log t
        power = layers * (np.log(m) - log_t - (np.log(1 + m) if orthogonal else 0.0))
        wrong = np.log(1 + m) - np.log(m) + power - log_w
        wrong = wrong.real + 1j * ((wrong.imag + np.pi) % (2 * np.pi) - np.pi)
        by = of_one - steep + layers * (steep - 1 - (of_one if orthogonal else 0.0))
        change = -wrong / by
        log_t = log_t + change / np.maximum(1.0, np.abs(change) / 0.3)
    return log_t
