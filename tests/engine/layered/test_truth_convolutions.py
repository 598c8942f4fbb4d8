"""A convolutional network is PyTorch's: Conv2d, its paddings, normalizations and parametrizations, trained by its own
descent."""

from itertools import product
from typing import Any

import numpy as np
import pytest
import torch

import gradflow
from gradflow.engine.layered.samples import batches_of
from gradflow.engine.layered.shape import shape_of
from gradflow.experiment import Experiment
from gradflow.networks import CNN
from gradflow.tasks import data_of
from tests.twin.in_torch import ACTIVATIONS
from tests.twin.made_in_torch import MADE, made_of_others, v_of

pytestmark = pytest.mark.slow

STEPS = 20
NORMALIZATIONS: dict[str, Any] = {"none": lambda _: torch.nn.Identity(), "batch": torch.nn.BatchNorm2d}
NORMALIZATIONS["group"] = lambda width: torch.nn.GroupNorm(4, width)
MODES: dict[str, Any] = {"zero": "zeros", "circular": "circular"}


class Convolutional(torch.nn.Module):
    def __init__(self, network: CNN, kernels: list[Any], last: Any) -> None:
        super().__init__()
        self.convolutions: Any = torch.nn.ModuleList(
            torch.nn.Conv2d(k.shape[2], k.shape[3], 3, padding=1, padding_mode=MODES[network.padding]) for k in kernels
        )
        self.norms: Any = torch.nn.ModuleList(NORMALIZATIONS[network.normalization](network.width) for _ in kernels)
        self.activation: Any = ACTIVATIONS[network.activation](network.leaky_slope)
        self.last: Any = torch.nn.Linear(*last.shape)
        self.double()
        with torch.no_grad():
            for convolution, kernel in zip(self.convolutions, kernels, strict=True):
                convolution.weight.copy_(torch.tensor(kernel).permute(3, 2, 0, 1))
                convolution.bias.zero_()
            self.last.weight.copy_(torch.tensor(last).T)
            self.last.bias.zero_()
        made_of_others(self.convolutions, network)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            x = self.activation(norm(convolution(x)))
        return self.last(x.mean(dim=(2, 3)))


def loss_of(model: Convolutional, inputs: Any, targets: Any) -> torch.Tensor:
    said = model(torch.tensor(np.asarray(inputs, np.float64)).reshape(-1, 1, 8, 8))
    return torch.nn.functional.cross_entropy(said, torch.tensor(targets).argmax(1))


CASES = [("none", *case) for case in product(("tanh", "gelu"), NORMALIZATIONS, MODES)]
CASES += [(name, "gelu", *case) for case in (("none", "zero"), ("batch", "circular")) for name in MADE]


@pytest.mark.parametrize(("made", "activation", "normalization", "padding"), CASES)
def test_it_learns_as_pytorch_s_does(made: str, activation: str, normalization: str, padding: str) -> None:
    rest: dict[str, Any] = {"normalization": normalization, "padding": padding, "reparametrization": made}
    network = CNN(depth=3, width=8, activation=activation, **rest)
    e = Experiment(network=network, batch_size=8, steps=STEPS, learning_rate=0.05)
    begun = gradflow.inspect(e)
    model = Convolutional(network, begun.weights[:-1], begun.weights[-1])
    optimizer: Any = torch.optim.SGD(model.parameters(), lr=e.learning_rate)
    data, losses = data_of("digits"), []
    for step, chosen in enumerate(batches_of(e.seed, shape_of(e), 0, STEPS)):
        loss = loss_of(model, data.inputs[chosen], data.targets[chosen])
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
        for ours, theirs in zip(begun.weight_gradients if step == 0 else (), model.convolutions, strict=False):
            gradient = v_of(theirs).grad.permute(2, 3, 1, 0).numpy()
            np.testing.assert_allclose(ours, gradient, atol=1e-4 * np.abs(gradient).max())
        optimizer.step()
    trace = gradflow.train(e)
    np.testing.assert_allclose(trace.loss, losses, rtol=1e-4)
    model.eval()
    held_out = loss_of(model, data.held_out_inputs, data.held_out_targets)
    assert trace.held_out_loss[-1] == pytest.approx(held_out.item(), rel=1e-4)


def test_a_step_in_full_is_of_pictures_and_kernels() -> None:
    step = gradflow.inspect(Experiment(network=CNN(depth=3, width=8, connection="highway"), batch_size=8), step=1)
    assert step.inputs.shape == (8, 8, 8, 1)
    assert step.activations.shape == step.preactivations.shape == step.signals.shape == (3, 8, 8, 8, 8)
    assert [w.shape for w in step.weights] == [(3, 3, 1, 8), (3, 3, 8, 8), (3, 3, 8, 8), (8, 10)]
    assert [w.shape for w in step.weight_gradients] == [w.shape for w in step.weights]
    assert step.gate_weights.shape == (2, 3, 3, 8, 8) and [b.shape for b in step.biases] == [(8,)] * 3 + [(10,)]
