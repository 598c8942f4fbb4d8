"""The recurrent network is PyTorch's: torch.nn.RNN, GRU and LSTM with the same weights, in float64."""

import numpy as np
import pytest
import torch

import gradflow
from tests.networks.known import rnn_of
from tests.twin.recurrent import asked_of
from tests.twin.recurrent_case import STEP, experiment

pytestmark = pytest.mark.slow

MODULES = {
    "tanh": lambda i, h, n: torch.nn.RNN(i, h, n, nonlinearity="tanh"),
    "relu": lambda i, h, n: torch.nn.RNN(i, h, n, nonlinearity="relu"),
    "gru": torch.nn.GRU,
    "lstm": torch.nn.LSTM,
}
NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("length", [2, 64, 400])
@pytest.mark.parametrize("cell", MODULES)
def test_outputs_and_gradients_are_pytorch_s(cell: str, length: int, layers: int) -> None:
    e = experiment(length, cell=cell, stack=(layers, False), task="recall", loss_at="every")
    seen = gradflow.inspect(e, STEP)
    module = MODULES[cell](seen.inputs.shape[-1], rnn_of(e).hidden_size, layers).double()
    for name in NAMES:
        for layer, array in enumerate(getattr(seen.parameters, name)):
            getattr(module, f"{name}_l{layer}").data = torch.tensor(array, dtype=torch.float64)
    states, _ = module(torch.tensor(seen.inputs, dtype=torch.float64))
    last, bias = seen.parameters.output_weight, seen.parameters.output_bias
    outputs = states @ torch.tensor(last.T, dtype=torch.float64) + torch.tensor(bias)
    labels = torch.tensor(seen.targets.argmax(-1))
    losses = [torch.nn.functional.cross_entropy(o, y) for o, y in zip(outputs, labels, strict=True)]
    loss = torch.tensor(asked_of(e)) @ torch.stack(losses)
    loss.backward()
    assert seen.loss == pytest.approx(float(loss.detach()), rel=1e-5)
    np.testing.assert_allclose(seen.states[-1], states.detach(), atol=1e-5)
    np.testing.assert_allclose(seen.outputs, outputs.detach(), atol=1e-5)
    for name in NAMES:
        for layer, said in enumerate(getattr(seen.gradients, name)):
            theirs = getattr(module, f"{name}_l{layer}").grad.numpy()
            np.testing.assert_allclose(said, theirs, rtol=0, atol=1e-4 * np.abs(theirs).max(), err_msg=name)
