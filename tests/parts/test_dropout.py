"""Which units stay is chance, and always the same chance."""

import jax.numpy as jnp
import numpy as np
import pytest

from gradflow.parts.dropout import left_in


def drawn(seed=0, step=0, layer=0, keep=0.5, shape=(64, 64)):
    return left_in(np, seed, step, layer, shape, np.float32(keep))


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.7, 0.95])
def test_a_share_stays_and_the_mean_of_all_is_1(keep):
    left = drawn(keep=keep, shape=(512, 256))
    assert np.mean(left > 0) == pytest.approx(keep, abs=4 * (keep * (1 - keep) / left.size) ** 0.5)
    np.testing.assert_allclose(np.unique(left), [0, 1 / keep], rtol=1e-6)


def test_every_unit_and_every_example_loses_as_much():
    rows = np.stack([drawn(step=step) for step in range(40)]) > 0
    for axes in ((0, 1), (0, 2)):
        assert abs(rows.mean(axis=axes) - 0.5).max() < 4.5 * 0.5 / (40 * 64) ** 0.5


def test_seeds_steps_and_layers_know_nothing_of_each_other():
    kept = [drawn(seed, step, layer).ravel() - 1 for seed in (0, 1) for step in range(4) for layer in range(4)]
    assert abs(np.corrcoef(kept) - np.eye(32)).max() < 4.5 / 64


def test_neighbours_in_a_row_and_in_a_column_know_nothing_of_each_other():
    left = drawn(shape=(512, 256)) - 1
    for one, other in ((left[1:], left[:-1]), (left[:, 1:], left[:, :-1])):
        assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 4.5 / left.size**0.5


@pytest.mark.parametrize("keep", [0.1, 0.3, 0.7])
def test_a_program_leaves_in_the_same(keep):
    in_program = left_in(jnp, jnp.int32(2**31 - 1), jnp.int32(7), jnp.int32(-1), (32, 16), jnp.float32(keep))
    np.testing.assert_array_equal(in_program, drawn(2**31 - 1, 7, -1, keep, (32, 16)))
