"""What a prompt asks for of a few runs that differ in nothing but their seed."""

import pytest

from gradflow.experiment import Experiment
from gradflow.lessons.over_seeds import OVER_SEEDS, over_seeds

ROTATED = Experiment().replace(activation="identity", initializer="orthogonal", width=16)


@pytest.mark.slow
@pytest.mark.parametrize("reads", OVER_SEEDS)
def test_rotations_leave_nothing_to_chance_and_keep_the_size(reads: str) -> None:
    assert over_seeds(reads, ROTATED) == pytest.approx(0, abs=1e-3)


def test_it_is_of_the_same_seeds_whatever_the_experiment_s_own() -> None:
    drawn = ROTATED.replace(initializer="glorot_normal")
    assert over_seeds("spread_decades", drawn) == over_seeds("spread_decades", drawn.replace(seed=5, steps=7)) > 0.1
