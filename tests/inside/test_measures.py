"""What is measured inside of layers, of arrays whose measures are known."""

import numpy as np
import pytest

import gradflow
from gradflow.diagnosis.thresholds import SHATTERED
from gradflow.experiment import MLP, Experiment, default_of
from gradflow.inside import inside_of
from gradflow.inside.measures import alike, linear_shares, log_shares, looked_at, nearest, noise, reach_of
from gradflow.inside.record import BINS, DECADES
from gradflow.networks import CNN

DRAWN = np.random.default_rng(0)


def test_shares_count_every_number_once():
    rows = DRAWN.normal(0, 1, (2, 30, 40))
    assert linear_shares(list(rows), 0.5).sum(axis=1) == pytest.approx(1)  # the ends hold what lies beyond
    shares, zeros = log_shares([np.array([0.0, 1e-3, 1e-30, 1e9])])
    assert zeros == [0.25] and shares.sum() == pytest.approx(0.75)
    place = int((-3 - DECADES[0]) / (DECADES[1] - DECADES[0]) * BINS)
    assert shares[0, place] == shares[0, 0] == shares[0, -1] == 0.25


@pytest.mark.parametrize(("largest", "reach"), [(0.9, 1), (1.1, 2), (37.0, 50), (6e-5, 1e-4), (0.0, 1)])
def test_the_axis_reaches_as_far_as_the_activations(largest, reach):
    assert reach_of(np.linspace(-largest, largest, 101)) == pytest.approx(reach)


def test_alike_is_the_mean_cosine_of_examples_and_their_nearest():
    same, other = np.ones((1, 5, 4)) * np.arange(1, 6)[None, :, None], np.array([1, 0, 3, 4, 0])
    assert alike(same, other)[0] == pytest.approx(1)
    assert alike(np.eye(4)[None], np.array([1, 2, 3, 0]))[0] == pytest.approx(0)
    assert np.isnan(alike(np.zeros((1, 5, 4)), other)[0]) and np.isnan(alike(np.ones((1, 1, 4)), np.array([0]))[0])
    assert nearest(np.array([[1, 0], [0, 1.0], [2, 0.1], [0.2, 3]])).tolist() == [2, 3, 0, 1]


def test_batch_normalization_shatters_what_small_residual_branches_keep():
    """Balduzzi et al. 2017, figure 1: with batch normalization, gradients of near inputs become white noise."""
    network = MLP(depth=50, width=64, activation="relu", initializer="he_normal", normalization="batch")
    shattered = Experiment(network=network, steps=20)
    kept = shattered.replace(connection="residual", branch_scale=0.1)
    lowest = [inside_of(each, gradflow.inspect(each)).alike[0] for each in (shattered, kept)]
    assert abs(lowest[0]) < SHATTERED and lowest[1] > 0.3


def test_noise_is_the_share_of_a_batch_s_gradient_that_another_would_not_have():
    """One number as weight: gradients 1 + N(0, 2²); of 16 of them, 4/16 over 1 + 4/16 is chance."""
    onto = 1 + 2 * DRAWN.normal(size=(4000, 16, 1, 1))
    found = [noise(np.ones((16, 1, 1)), each, each.sum(axis=0)) for each in onto]
    squares = np.array([np.square(each.mean()) for each in onto])
    assert np.sum(found * squares) / squares.sum() == pytest.approx(0.25 / 1.25, rel=0.05)
    assert noise(np.ones((16, 1, 3)), np.ones((16, 1, 2)), np.full((3, 2), 16.0)) == pytest.approx(0, abs=1e-12)
    assert np.isnan(noise(np.ones((1, 1, 3)), np.ones((1, 1, 2)), np.ones((3, 2))))


def test_an_example_s_gradient_is_summed_over_its_places_first():
    entering, onto = DRAWN.normal(size=(2, 5, 7, 3))
    each = np.einsum("spi,spo->sio", entering, onto)
    by_example = noise(each.reshape(5, 1, -1), np.ones((5, 1, 1)), each.sum(axis=0).reshape(-1, 1))
    assert noise(entering, onto, each.sum(axis=0)) == pytest.approx(by_example)


def test_the_first_and_the_last_depth_are_looked_at():
    assert looked_at(3, 8) == [0, 1, 2] and looked_at(1, 8) == [0]
    assert looked_at(100, 64)[0] == 0 and looked_at(100, 64)[-1] == 99 and len(looked_at(100, 256)) == 8
    assert looked_at(16, 2048) == [0, 8, 15]  # of a picture


def test_orthogonal_weights_alone_are_an_isometry_and_gaussian_ones_are_not():
    straight = Experiment(network=MLP(depth=10, width=64, activation="identity", initializer="orthogonal"), steps=20)
    inside = inside_of(straight, gradflow.inspect(straight))
    assert inside.singular == pytest.approx(1, abs=1e-5) and inside.participating == pytest.approx(64, abs=1e-2)
    gaussian = straight.replace(initializer="lecun_normal")
    inside = inside_of(gaussian, gradflow.inspect(gaussian))
    assert inside.participating[0] == pytest.approx(64 / 10, rel=0.35)  # n / (L + 1) for L = 9 (Pennington 2017)
    assert inside.singular[0, 0] > 3 and inside.singular[0, 2] < 0.2 and inside.alike == pytest.approx(1)


@pytest.mark.slow
def test_delta_orthogonal_kernels_are_an_isometry_and_others_lose_what_changes_from_place_to_place():
    """Xiao et al. 2018: kernels drawn as a whole let smooth signals down, and lose the others."""
    straight = default_of(CNN).replace(depth=6, width=4, batch_size=8, activation="identity", padding="circular")
    inside = {}
    for initializer in ("delta_orthogonal", "orthogonal"):
        experiment = straight.replace(initializer=initializer, steps=3)
        inside[initializer] = inside_of(experiment, gradflow.inspect(experiment))
    assert inside["delta_orthogonal"].singular == pytest.approx(1, abs=1e-5)
    assert inside["delta_orthogonal"].participating == pytest.approx(4 * 64, abs=1e-2)
    assert inside["orthogonal"].participating[0] < 100 and inside["orthogonal"].singular[0, 2] < 0.5
    assert inside["orthogonal"].own[0, 0] > 1.2


def test_what_is_broken_is_looked_at_all_the_same():
    blown = Experiment(network=MLP(depth=20, width=8, activation="identity", gain=12.0), learning_rate=100.0, steps=20)
    step = gradflow.inspect(blown, len(gradflow.train(blown)) - 1)
    inside = inside_of(blown, step)
    assert inside.shares.shape == (3, 20, BINS) and inside.nbytes > 0
