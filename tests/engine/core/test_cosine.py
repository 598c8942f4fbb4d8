"""Cosine: the mean over all pairs of different rows."""

import jax.numpy as jnp
import numpy as np
import pytest

from gradflow.engine.core.norms import MOST_ROWS, mean_cosine


def of_pairs(rows: np.ndarray) -> float:
    """Pair by pair, in float64."""
    along = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return float(np.mean([along[i] @ along[j] for i in range(len(rows)) for j in range(i)]))


@pytest.mark.parametrize("scale", [1e-30, 1e-10, 1.0, 1e30])
@pytest.mark.parametrize("shift", [0.0, 0.5, 30.0])
def test_it_is_the_mean_over_all_pairs_at_any_size(scale: float, shift: float) -> None:
    rows = (np.random.default_rng(0).standard_normal((20, 7)) + shift) * scale
    assert float(mean_cosine(jnp.asarray(rows, jnp.float32))) == pytest.approx(of_pairs(rows), abs=2e-6)


def test_a_row_of_zeros_has_no_direction() -> None:
    rows = np.random.default_rng(0).standard_normal((6, 4)).astype(np.float32)
    padded = np.concatenate([rows[:3], np.zeros((2, 4), np.float32), rows[3:]])
    assert float(mean_cosine(jnp.asarray(padded))) == pytest.approx(of_pairs(rows), abs=1e-6)


@pytest.mark.parametrize("rows", [np.ones((1, 3)), np.zeros((5, 3)), [[1.0, 2.0], [0.0, 0.0]], [[1.0, np.nan]] * 3])
def test_of_fewer_than_two_directions_there_is_none(rows: np.ndarray) -> None:
    assert np.isnan(float(mean_cosine(jnp.asarray(rows, jnp.float32))))


def test_no_more_rows_than_are_needed() -> None:
    rows = np.random.default_rng(0).standard_normal((2 * MOST_ROWS, 3)).astype(np.float32)
    assert float(mean_cosine(jnp.asarray(rows))) == pytest.approx(of_pairs(rows[:MOST_ROWS]), abs=1e-6)
