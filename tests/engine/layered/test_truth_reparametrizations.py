"""Weights that are made of others: training is the twin's, and PyTorch's."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS
from tests.engine.layered.test_truth_skips import STEPS, experiment
from tests.engine.layered.test_truth_training import compare, compare_parameters
from tests.twin import in_torch
from tests.twin.case import batch_of, case_of, parameters_of

pytestmark = pytest.mark.slow

ADAM: dict[str, Any] = {"optimizer": "adam", "epsilon": 1e-3}
NAMES = [name for name in REPARAMETRIZATIONS if name != "none"]
CASES: list[tuple[str, str, dict[str, Any]]] = [
    *((name, "plain", fields) for name in NAMES for fields in ({}, {"tied": True}, {"normalization": "batch"} | ADAM)),
    ("weight_norm", "dense", {"tied": True}),
    ("scaled_standardization", "dense", ADAM),
]


@pytest.mark.parametrize(("name", "connection", "fields"), CASES, ids=str)
def test_training_is_the_twin_s(name: str, connection: str, fields: dict[str, Any]) -> None:
    e = experiment(connection, 6, reparametrization=name).replace(**fields)
    case = case_of(e, STEPS)
    wrong = compare(case, gradflow.train(e)) + compare_parameters(case, STEPS - 1)
    assert not wrong, "\n".join(wrong)


def test_weight_normalization_begins_as_the_weights_were() -> None:
    plain, made = (gradflow.inspect(experiment("plain", 4, reparametrization=n), 0) for n in ("none", "weight_norm"))
    np.testing.assert_allclose(made.preactivations, plain.preactivations, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_it_learns_as_pytorch_s_does(name: str) -> None:
    e = experiment("plain", 4, reparametrization=name, steps=STEPS)
    begun = gradflow.inspect(e)
    network, losses = in_torch.train(e, parameters_of(begun), [batch_of(e, step) for step in range(STEPS - 1)])
    np.testing.assert_allclose(gradflow.train(e).loss[:-1], losses, rtol=1e-4)
    after = gradflow.inspect(e, step=STEPS - 1).weights
    for said, theirs, first in zip(after, network.weights(), begun.weights, strict=True):
        np.testing.assert_allclose(said - first, theirs - first, atol=1e-4 * np.abs(theirs - first).max())
