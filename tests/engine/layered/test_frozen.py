"""Frozen layers: they do not move, the others do, and nothing is compiled for it."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment

pytestmark = pytest.mark.slow

SMALL = Experiment(batch_size=32, steps=25, learning_rate=0.1).replace(depth=4, width=16, activation="tanh")
PULLED = SMALL.replace(optimizer="adamw", weight_decay=0.1, l2=0.01, weight_limit=0.05, normalization="layer")


def moved(experiment: Experiment, start: int = 0, end: int = 20) -> list[bool]:
    """Of each layer and the output, whether any of its numbers differs between two steps."""
    before, after = (gradflow.inspect(experiment, step=step) for step in (start, end))
    names = ("weights", "biases", "norm_scales", "norm_shifts")
    pairs = [(getattr(before, name), getattr(after, name)) for name in names]
    parts = [[(a[i], b[i]) for a, b in pairs if i < len(a)] for i in range(experiment.network.depth + 1)]
    return [any(not np.array_equal(one, other) for one, other in each) for each in parts]


@pytest.mark.parametrize("experiment", [SMALL, PULLED], ids=["sgd", "with every pull"])
@pytest.mark.parametrize("frozen", [0, 1, 3, 100])
def test_frozen_layers_do_not_move_and_all_others_do(experiment: Experiment, frozen: int) -> None:
    assert moved(experiment.replace(frozen_layers=frozen)) == [layer >= min(frozen, 4) for layer in range(5)]


def test_they_thaw_in_mid_run() -> None:
    thawed = SMALL.replace(frozen_layers=3).with_change(10, frozen_layers=1)
    assert moved(thawed, 0, 10) == [False, False, False, True, True]
    assert moved(thawed, 10, 20) == [False, True, True, True, True]


def test_one_matrix_for_all_is_frozen_with_its_first_use() -> None:
    tied = SMALL.replace(tied=True, frozen_layers=2)
    weights = [gradflow.inspect(tied, step=step).weights for step in (0, 20)]
    assert all(np.array_equal(one, other) for one, other in zip(weights[0][:4], weights[1][:4], strict=True))


def test_what_they_would_have_learned_from_is_still_measured() -> None:
    free, frozen = (gradflow.train(SMALL.replace(frozen_layers=count)) for count in (0, 2))
    np.testing.assert_allclose(frozen.weight_gradient_rms[0], free.weight_gradient_rms[0], rtol=1e-6)
    assert (frozen.update_ratio[:, :2] == 0).all() and (frozen.update_ratio[:, 2:] > 0).all()
    assert frozen.raw_norm[0] < free.raw_norm[0]


def test_nobody_finds_fault_with_layers_that_are_meant_to_stand_still() -> None:
    found: Any = diagnose(gradflow.train(SMALL.replace(frozen_layers=2)))
    assert not {finding.code for finding in found.findings} & {"update_none", "update_frozen"}
