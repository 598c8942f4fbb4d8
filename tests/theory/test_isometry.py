"""The law of singular values on paper, against matrices that are drawn."""

import numpy as np
import pytest

from gradflow.experiment import MLP, Experiment, default_of
from gradflow.networks import CNN
from gradflow.theory.isometry import isometry_of, isometry_of_pictures

QUANTILES = (1.0, 0.9, 0.5)
WIDTH, DEPTH = 128, 6


def drawn(slope, orthogonal: bool, layers: int) -> np.ndarray:
    """Singular values of products of layers, of four draws."""
    random, found = np.random.default_rng(0), []
    for _ in range(4):
        product = np.eye(WIDTH)
        for _ in range(layers):
            weight = random.normal(size=(WIDTH, WIDTH)) / np.sqrt(WIDTH)
            product = slope(random.normal(size=WIDTH))[:, None] * product
            product = (np.linalg.qr(weight)[0] if orthogonal else weight) @ product
        found.append(np.linalg.svd(product, compute_uv=False))
    return np.concatenate(found)


def relu(z):
    return np.sqrt(2) * (z > 0)


@pytest.mark.parametrize(
    ("activation", "initializer", "slope"),
    [("identity", "lecun_normal", np.ones_like), ("relu", "he_normal", relu)],
)
def test_it_is_that_of_products_of_random_matrices(activation, initializer, slope):
    network = MLP(depth=DEPTH, width=WIDTH, activation=activation, initializer=initializer)
    isometry = isometry_of(Experiment(network=network), QUANTILES)
    assert isometry is not None
    for layers in (1, 5):
        values = drawn(slope, False, layers)
        expected = np.quantile(values, QUANTILES)
        row = DEPTH - 1 - layers
        assert isometry.singular[row, :2] == pytest.approx(expected[:2], rel=0.12)
        squares = values**2
        share = squares.sum() ** 2 / (squares**2).sum() / len(values)
        assert isometry.participating[row] == pytest.approx(share, rel=0.15)


def test_orthogonal_weights_alone_leave_every_length():
    network = MLP(depth=DEPTH, width=WIDTH, activation="identity", initializer="orthogonal")
    isometry = isometry_of(Experiment(network=network), QUANTILES)
    assert isometry is not None
    assert isometry.singular == pytest.approx(1) and isometry.participating == pytest.approx(1)


@pytest.mark.parametrize("values", [{"connection": "residual"}, {"normalization": "batch"}, {"tied": True}])
def test_where_it_does_not_speak_there_is_none(values):
    assert isometry_of(Experiment(network=MLP(**values)), QUANTILES) is None


def test_delta_orthogonal_kernels_of_linear_layers_are_an_isometry_times_their_gain():
    network = CNN(depth=DEPTH, width=8, activation="identity", initializer="delta_orthogonal", gain=1.1)
    isometry = isometry_of_pictures(Experiment(network=network, batch_size=8), QUANTILES)
    assert isometry is not None
    assert isometry.singular[0] == pytest.approx(1.1 ** (DEPTH - 1)) and isometry.participating == pytest.approx(1)


@pytest.mark.parametrize("values", [{"activation": "tanh"}, {"initializer": "orthogonal"}, {"connection": "residual"}])
def test_of_other_convolutions_it_does_not_speak(values):
    straight = default_of(CNN).replace(activation="identity", initializer="delta_orthogonal")
    assert isometry_of_pictures(straight.replace(**values), QUANTILES) is None
