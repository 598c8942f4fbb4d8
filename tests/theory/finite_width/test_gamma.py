"""Moments of the log of a random factor, against draws."""

import numpy as np
import pytest

from gradflow.theory.finite_width.gamma import mean_of_log, variance_of_log


@pytest.mark.parametrize("freedoms", [1, 2, 8, 200])
def test_the_log_of_a_sum_of_squares(freedoms: int) -> None:
    drawn = np.log(np.random.default_rng(0).chisquare(freedoms, 400_000) / freedoms)
    variance = np.array([2 / freedoms])
    assert mean_of_log(variance) == pytest.approx([drawn.mean()], abs=0.01)
    assert variance_of_log(variance) == pytest.approx([drawn.var()], rel=0.01)


def test_what_does_not_vary_has_no_log() -> None:
    assert mean_of_log(np.zeros(2)).tolist() == [0, 0] and variance_of_log(np.zeros(2)).tolist() == [0, 0]
