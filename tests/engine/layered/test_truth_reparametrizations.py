"""Weights that are made of others: training is the twin's, and weight normalization PyTorch's own."""

from typing import Any

import numpy as np
import pytest
import torch

import gradflow
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS
from tests.engine.layered.test_truth_skips import STEPS, experiment
from tests.engine.layered.test_truth_training import compare, compare_parameters
from tests.twin.case import case_of

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


def test_weight_normalization_is_pytorch_s_and_begins_as_the_weights_were() -> None:
    plain, made = (gradflow.inspect(experiment("plain", 4, reparametrization=n), 0) for n in ("none", "weight_norm"))
    np.testing.assert_allclose(made.preactivations, plain.preactivations, rtol=1e-4, atol=1e-6)
    v, g = (torch.tensor(array, requires_grad=True) for array in (made.weights[2].T.copy(), made.weight_scales[1]))
    weight = torch._weight_norm(v, g[:, None], 0)
    weight.backward(torch.tensor(plain.weight_gradients[2].T.copy()))
    assert v.grad is not None and g.grad is not None
    size = np.abs(plain.weight_gradients[2]).max()
    np.testing.assert_allclose(made.weight_gradients[2], v.grad.T, atol=1e-4 * size)
    np.testing.assert_allclose(made.gradients.weight_scales[1], g.grad, atol=1e-4 * float(g.grad.abs().max()))
