"""Measures inside of layers: histograms, singular values, likeness between examples, and noise between batches."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gradflow.inside.anatomy import Anatomy
from gradflow.inside.record import BINS, DECADES, QUANTILES

Array = NDArray[np.floating]
MOST_NUMBERS = 8192  # of a depth that are counted into its histogram; of more, evenly spaced ones
# Depths whose singular values are looked at, up to so many directions: of each two matrices, whose time is the cube.
MOST_PRODUCTS = {127: 16, 512: 8, 1024: 4}
FEWEST_PRODUCTS = 3
MOST_EXAMPLES = 128  # that are compared, each with the one most like it
ROUNDED = 1e-13  # of the largest singular value: below it there is rounding alone


def linear_shares(rows: Sequence[Array], reach: float) -> Array:
    """[depth, bin] of equal bins from -reach to reach, whose ends hold what lies beyond."""
    return np.stack([_counted(_some(row), -reach, reach) for row in rows])


def log_shares(rows: Sequence[Array]) -> tuple[Array, Array]:
    """[depth, bin] over DECADES of log10 of absolute values, and what share of each row is exactly 0 [depth]."""
    found, zeros = [], []
    for row in rows:
        sizes = np.abs(_some(row))
        logs = np.log10(sizes, where=sizes > 0, out=np.full(sizes.shape, np.nan))
        found.append(_counted(logs, *DECADES))
        zeros.append(float(np.mean(sizes == 0)))
    return np.stack(found), np.array(zeros)


def of_weight_gradients(anatomy: Anatomy) -> tuple[Array, Array, Array]:
    """Their log_shares, and how much of them is chance; one depth after the other, for patches take much room."""
    shares, zeros, chance = [], [], []
    for depth in range(anatomy.depth):
        entering, onto = np.asarray(anatomy.entering(depth), np.float64), anatomy.onto(depth)
        gradient = entering.reshape(-1, entering.shape[2]).T @ onto.reshape(-1, onto.shape[2])
        share, zero = log_shares([anatomy.onto_trained(depth, gradient)])
        shares.append(share[0])
        zeros.append(zero[0])
        chance.append(noise(entering, onto, gradient))
    return np.stack(shares), np.array(zeros), np.array(chance)


def reach_of(activations: Array) -> float:
    """How far from 0 the activations of a step lie: 1, 2 or 5 times a power of ten, beyond which hardly any lie."""
    finite = np.abs(activations[np.isfinite(activations)])
    top = float(np.quantile(finite, 0.999)) if finite.size else 0.0
    if not top > 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(top))
    return float(next(each * power for each in (1, 2, 5, 10) if each * power >= 0.999 * top))


def _some(row: Array) -> Array:
    flat = np.asarray(row, np.float64).reshape(-1)
    return flat[:: -(-flat.size // MOST_NUMBERS)]


def _counted(values: Array, low: float, high: float) -> Array:
    """The share of all values in each of BINS equal bins; the ends hold what lies beyond."""
    finite = values[np.isfinite(values)]
    places = np.clip((finite - low) * (BINS / (high - low)), 0, BINS - 1).astype(np.intp)
    return np.bincount(places, minlength=BINS) / max(1, values.size)


def looked_at(depth: int, directions: int) -> list[int]:
    """The depths whose singular values are looked at, from 0, the first and the last among them."""
    most = next((most for size, most in MOST_PRODUCTS.items() if directions <= size), FEWEST_PRODUCTS)
    return sorted({round(each) for each in np.linspace(0, depth - 1, min(depth, most))})


def spectra(anatomy: Anatomy) -> tuple[Array, Array, Array, int]:
    """`Inside.singular`, `own`, `participating` and `directions`."""
    depth = anatomy.depth
    wanted = looked_at(depth, anatomy.sent_back.shape[2])
    singular, own = np.full((depth, len(QUANTILES)), np.nan), np.full((depth, 2), np.nan)
    participating = np.full(depth, np.nan)
    products = anatomy.product(wanted)
    for at in wanted:
        values = _singular(products[at])
        singular[at] = np.quantile(values, QUANTILES, method="inverted_cdf")
        squares = (values / values[0]) ** 2 if values[0] > 0 else np.zeros(1)
        participating[at] = squares.sum() ** 2 / max(float((squares**2).sum()), 1e-300) if values[0] > 0 else 0.0
        if at < depth - 1:
            alone = _singular(anatomy.jacobian(at))
            own[at] = alone[0], alone[-1]
    return singular, own, participating, len(products[depth - 1])


def _singular(matrix: Array) -> Array:
    """Largest first; 0 where rounding alone is left, NaN of a matrix that is not finite."""
    if not np.isfinite(matrix).all():
        return np.full(len(matrix), np.nan)
    values = np.linalg.svd(matrix, compute_uv=False)
    return np.where(values < ROUNDED * values[0], 0.0, values)


def nearest(inputs: Array) -> NDArray[np.intp]:
    """Of each example the one whose inputs are most alike, by their cosine [sample]."""
    few = inputs[:MOST_EXAMPLES]
    row = np.asarray(few, np.float64).reshape(len(few), -1)
    unit = row / np.maximum(np.linalg.norm(row, axis=1, keepdims=True), 1e-300)
    return (unit @ unit.T - 2 * np.eye(len(row))).argmax(axis=1)


def alike(rows: Array, other: NDArray[np.intp]) -> Array:
    """Mean cosine of the vectors of each example and its `other` [depth], of [depth, sample, ...]; NaN where no two
    are there that are not 0."""
    found = np.full(len(rows), np.nan)
    for at, whole in enumerate(rows[:, : len(other)] if len(other) > 1 else ()):
        row = np.asarray(whole, np.float64).reshape(len(whole), -1)
        size = np.linalg.norm(row, axis=1)
        there = (size * size[other] > 0) & np.isfinite(size * size[other])
        if there.any():
            found[at] = ((row * row[other]).sum(axis=1)[there] / (size * size[other])[there]).mean()
    return found


def noise(entering: Array, onto: Array, gradient: Array) -> float:
    """What share of a batch's squared weight gradient is chance, where all is, about 1; NaN for a batch of one.
    gradient: the sum of entering ⊗ onto.

    Of B examples' gradients g_i with the mean G: tr Σ / B over ‖G‖², where tr Σ = B/(B-1) (mean ‖g_i‖² - ‖G‖²).
    """
    size, scale = len(onto), np.abs(onto).max(initial=0)
    if size < 2 or not (np.isfinite(scale) and scale > 0):
        return np.nan
    read, sent = np.asarray(entering, np.float64), np.asarray(onto, np.float64) / scale
    mean = np.square(gradient / scale).sum() / size**2
    # ‖Σ x ⊗ y‖² over the places of an example is the sum of all (x · x') (y · y').
    each = ((read @ read.swapaxes(1, 2)) * (sent @ sent.swapaxes(1, 2))).sum() / size
    return (each - mean) / (size - 1) / mean if mean > 0 else np.nan
