"""Dense blocks on paper, beside a network written by hand."""

from typing import Any

import numpy as np
import pytest

from gradflow.experiment import Experiment
from gradflow.networks import MLP
from gradflow.theory.predict import explain
from tests.theory.twin import measured_profile

BATCH, SEEDS = 64, 3


@pytest.mark.parametrize("fields", [{"activation": "tanh"}, {"activation": "relu", "normalization": "layer"}])
@pytest.mark.parametrize("length", [2, 4])
def test_dense_blocks_are_predicted(length: int, fields: dict[str, Any]) -> None:
    net = MLP(15, 128, initializer="he_normal", connection="dense", block_length=length, **fields)
    prediction = explain(Experiment(network=net))
    assert prediction.reason == "reason.dense" and prediction.profile is not None and prediction.band is None
    measured = np.mean([measured_profile("digits", net, seed, BATCH) for seed in range(SEEDS)], axis=0)
    assert np.abs(measured - prediction.profile).max() < 0.1  # decades, of saw teeth half a decade high
