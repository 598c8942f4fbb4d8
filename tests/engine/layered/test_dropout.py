"""Dropout: PyTorch's with the units named, in training alone; a run repeats itself, and one that differs in something
else leaves out the same units."""

from typing import Any

import numpy as np
import pytest
import torch

import gradflow
from gradflow.experiment import MLP, Experiment
from gradflow.inside.truth.check import check
from gradflow.networks import CNN
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.dropout import left_in
from gradflow.tasks import data_of
from tests.engine.layered.test_truth_convolutions import Convolutional
from tests.twin.case import batch_of, parameters_of
from tests.twin.design import BATCH, WIDTH
from tests.twin.in_torch import Plain, loss_of

pytestmark = pytest.mark.slow

RATE, STEPS = 0.3, 20  # after which held-out data are looked at
E = Experiment(network=MLP(4, WIDTH, "tanh", dropout=RATE), batch_size=BATCH, steps=STEPS, learning_rate=0.05)


def left_at(step: int) -> list[Any]:
    return [left_in(np, E.seed, step, layer, (BATCH, WIDTH), np.float32(1 - RATE)) for layer in range(4)]


class Thinned(torch.nn.Module):
    """An activation function, and after it what a step leaves in of each layer in turn."""

    def __init__(self, activation: Any) -> None:
        super().__init__()
        self.activation, self.layer = activation, 0
        self.left: Any = None

    def forward(self, x: Any) -> Any:
        h = self.activation(x)
        if self.left is None:
            return h
        left = torch.tensor(self.left[self.layer].astype(np.float64))
        self.layer += 1
        return h * (left.reshape(len(h), *h.shape[2:], -1).movedim(-1, 1) if h.ndim == 4 else left)


@pytest.mark.parametrize("normalization", ["none", "batch"])
def test_a_network_of_layers_learns_as_pytorch_s_does(normalization):
    e = E.replace(normalization=normalization)
    network = Plain(e, parameters_of(gradflow.inspect(e)))
    network.activation, losses = Thinned(network.activation), []
    optimizer = torch.optim.SGD(network.parameters(), lr=e.learning_rate)
    for step in range(STEPS):
        inputs, targets = batch_of(e, step)
        network.activation.left, network.activation.layer = left_at(step), 0
        loss = loss_of(e, network(torch.tensor(inputs.astype(float))), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    trace = gradflow.train(e)
    np.testing.assert_allclose(trace.loss, losses, rtol=1e-4)
    network.eval()
    network.activation.left = None
    held_out = data_of("digits")
    whole = loss_of(e, network(torch.tensor(held_out.held_out_inputs.astype(float))), held_out.held_out_targets)
    assert trace.held_out_loss[-1] == pytest.approx(whole.item(), rel=1e-4)


def test_a_convolutional_network_s_signals_and_gradients_are_pytorch_s():
    e = Experiment(network=CNN(depth=3, width=8, activation="tanh", dropout=RATE), batch_size=8, steps=STEPS)
    step = gradflow.inspect(e, 1)
    model = Convolutional(CNN(depth=3, width=8, activation="tanh"), step.weights[:-1], step.weights[-1])
    with torch.no_grad():
        for convolution, bias in zip([*model.convolutions, model.last], step.biases, strict=True):
            convolution.bias.copy_(torch.tensor(bias))
    model.activation = Thinned(model.activation)
    model.activation.left = step.left_in.reshape(3, -1, 8)
    said = model(torch.tensor(step.inputs.astype(float)).movedim(-1, 1))
    loss = torch.nn.functional.cross_entropy(said, torch.tensor(step.targets).argmax(1))
    loss.backward()
    assert step.loss == pytest.approx(loss.item(), rel=1e-4)
    for ours, theirs in zip(step.weight_gradients, model.convolutions, strict=False):
        gradient = theirs.weight.grad.permute(2, 3, 1, 0).numpy()
        np.testing.assert_allclose(ours, gradient, atol=1e-4 * np.abs(gradient).max())


CASES: list[dict[str, Any]] = [{"connection": name, "normalization": "layer"} for name in CONNECTIONS]
CASES += [{"reparametrization": "scaled_standardization"}]


@pytest.mark.parametrize("fields", CASES, ids=str)
def test_every_gradient_is_that_of_differences_with_the_same_units_left_out(fields):
    e = E.replace(depth=6, skip_length=2, initializer="orthogonal", **fields)
    assert {each.verdict for each in check(e, gradflow.inspect(e)).numbers} <= {"agrees", "zero"}


def test_a_run_repeats_itself_and_others_lose_the_same_units():
    first, again = gradflow.train(E), gradflow.train(E)
    np.testing.assert_array_equal(first.loss, again.loss)
    left, of_twin = (gradflow.inspect(e, 2).left_in for e in (E, E.replace(activation="relu", learning_rate=0.01)))
    np.testing.assert_array_equal(left, of_twin)
    np.testing.assert_array_equal(left, left_at(2))
    assert not np.array_equal(left, gradflow.inspect(E, 1).left_in)
    assert not np.array_equal(left, gradflow.inspect(E.replace(seed=1), 2).left_in)


def test_what_is_measured_of_an_activation_has_all_units():
    whole, thin = (gradflow.inspect(E.replace(dropout=rate)) for rate in (0.0, RATE))
    np.testing.assert_allclose(thin.activations[0], whole.activations[0], rtol=1e-5)
    assert whole.left_in.size == 0 and thin.left_in.shape == whole.activations.shape


def test_it_can_be_turned_on_and_off_in_mid_run():
    changed = gradflow.train(E.replace(dropout=0.0).with_change(2, dropout=RATE).with_change(3, dropout=0.0))
    plain = gradflow.train(E.replace(dropout=0.0))
    np.testing.assert_array_equal(changed.loss[:2], plain.loss[:2])
    assert changed.loss[2] != plain.loss[2] and np.isfinite(changed.loss).all()
