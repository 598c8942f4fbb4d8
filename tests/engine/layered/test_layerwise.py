"""Layer by layer: the first weights are those of a naive program in float64, and what they are for holds."""

from typing import Any

import numpy as np
import pytest
import torch

import gradflow
from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment, default_of
from gradflow.networks import CNN
from gradflow.networks.cnn import PADDINGS
from gradflow.parts.seed_roles import LAYER_BATCH
from gradflow.tasks import data_of
from gradflow.theory.predict import explain
from tests.networks.known import layered_of

pytestmark = pytest.mark.slow

PICTURES = default_of(CNN).replace(depth=3, width=8, batch_size=8, activation="tanh", start="layerwise", layer_steps=12)
SMALL = Experiment(batch_size=32, steps=20, start="layerwise", layer_steps=12).replace(depth=3, width=16)
PHI: dict[str, Any] = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "identity": lambda z: z}


def as_drawn(experiment: Experiment) -> Any:
    return gradflow.inspect(experiment.replace(start="random"), step=0)


def naive(experiment: Experiment) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weights and biases of each layer, by PyTorch's autograd and its Adam, in float64."""
    step, network, layers = as_drawn(experiment), layered_of(experiment), []
    phi = PHI[network.activation]
    x = torch.tensor(data_of(experiment.data).inputs, dtype=torch.float64)
    for layer in range(min(network.depth, 2) if network.tied else network.depth):
        rng = np.random.default_rng((experiment.seed, LAYER_BATCH, layer))
        batches = rng.integers(len(x), size=(experiment.layer_steps, 128))
        drawn = step.weights[layer], step.biases[layer], np.zeros(x.shape[1])
        weight, bias, back = (torch.tensor(np.asarray(a, float), requires_grad=True) for a in drawn)
        adam = torch.optim.Adam([weight, bias, back], lr=0.01, eps=1e-5)
        for numbers in batches:
            adam.zero_grad()
            made = phi(x[numbers] @ weight + bias) @ weight.T + back
            ((phi(made) if layer else made) - x[numbers]).square().mean().backward()
            adam.step()
        x = phi(x @ weight + bias).detach()
        layers.append((weight.detach().numpy(), bias.detach().numpy()))
    return layers


@pytest.mark.parametrize("activation", PHI)
@pytest.mark.parametrize("tied", [False, True])
def test_the_layers_are_those_of_a_naive_program_in_float64(activation: str, tied: bool) -> None:
    experiment = SMALL.replace(activation=activation, tied=tied, bias_gain=0.2)
    step = gradflow.inspect(experiment, step=0)
    for layer, (weight, bias) in enumerate(naive(experiment)):
        np.testing.assert_allclose(step.weights[layer], weight, rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(step.biases[layer], bias, rtol=1e-3, atol=1e-4)
        assert np.abs(step.weights[layer] - as_drawn(experiment).weights[layer]).max() > 0.01
    if tied:
        assert np.array_equal(step.weights[1], step.weights[2])


@pytest.mark.parametrize("padding", PADDINGS)
def test_kernels_are_those_of_a_naive_program_in_float64(padding: str) -> None:
    experiment = PICTURES.replace(padding=padding, bias_gain=0.2)
    drawn, step = as_drawn(experiment), gradflow.inspect(experiment, step=0)
    beyond: Any = {"mode": "circular"} if padding == "circular" else {}

    def read(pictures: Any, kernel: Any) -> Any:
        return torch.nn.functional.conv2d(torch.nn.functional.pad(pictures, (1, 1, 1, 1), **beyond), kernel)

    x = torch.tensor(data_of("digits").inputs.reshape(-1, 1, 8, 8), dtype=torch.float64)
    for layer in range(3):
        numbers = np.random.default_rng((experiment.seed, LAYER_BATCH, layer)).integers(len(x), size=(12, 16))
        first = drawn.weights[layer].transpose(3, 2, 0, 1), drawn.biases[layer], np.zeros(x.shape[1])
        kernel, bias, back = (torch.tensor(np.asarray(a, float), requires_grad=True) for a in first)
        adam = torch.optim.Adam([kernel, bias, back], lr=0.01, eps=1e-5)
        for chosen in numbers:
            adam.zero_grad()
            h = torch.tanh(read(x[chosen], kernel) + bias[:, None, None])
            made = read(h, kernel.transpose(0, 1).flip(2, 3)) + back[:, None, None]
            ((torch.tanh(made) if layer else made) - x[chosen]).square().mean().backward()
            adam.step()
        x = torch.tanh(read(x, kernel) + bias[:, None, None]).detach()
        found = kernel.detach().permute(2, 3, 1, 0), bias.detach()
        for said, true in zip((step.weights[layer], step.biases[layer]), found, strict=True):
            np.testing.assert_allclose(said, true, rtol=1e-3, atol=1e-4)
        assert np.abs(step.weights[layer] - drawn.weights[layer]).max() > 0.01


def test_of_a_dense_block_of_kernels_those_from_the_layer_just_below_are_trained() -> None:
    step, plain = (gradflow.inspect(PICTURES.replace(connection=name), step=0) for name in ("dense", "plain"))
    drawn = as_drawn(PICTURES.replace(connection="dense"))
    assert not np.array_equal(step.weights[2][:, :, :8], drawn.weights[2][:, :, :8])
    assert np.array_equal(step.weights[2][:, :, 8:], drawn.weights[2][:, :, 8:]) and drawn.weights[2][:, :, 8:].any()
    assert np.array_equal(step.weights[0], plain.weights[0])


def test_of_a_dense_block_the_weights_from_the_layer_just_below_are_trained() -> None:
    dense = SMALL.replace(connection="dense", block_length=2)
    plain, step = gradflow.inspect(SMALL, step=0), gradflow.inspect(dense, step=0)
    drawn = as_drawn(dense)
    assert not np.array_equal(step.weights[2][:16], drawn.weights[2][:16])
    assert np.array_equal(step.weights[2][16:], drawn.weights[2][16:]) and drawn.weights[2][16:].any()
    assert np.array_equal(step.weights[0], plain.weights[0])


def test_the_output_layer_is_as_drawn_and_deeper_networks_begin_with_the_same_layers() -> None:
    step, deeper = (gradflow.inspect(SMALL.replace(depth=depth), step=0) for depth in (3, 4))
    assert np.array_equal(step.weights[-1], as_drawn(SMALL).weights[-1])
    assert all(np.array_equal(one, other) for one, other in zip(step.weights[:3], deeper.weights[:3], strict=True))


def test_a_fold_that_is_held_out_is_not_learned_from_beforehand_either() -> None:
    folds = [gradflow.inspect(SMALL.replace(folds=5, fold=fold), step=0).weights[0] for fold in (1, 2)]
    assert not np.array_equal(*folds)


def test_a_run_begins_with_them_and_a_change_in_mid_run_leaves_them_alone() -> None:
    first = gradflow.inspect(SMALL, step=0)
    trace = gradflow.train(SMALL)
    assert trace.loss[0] == pytest.approx(float(first.loss), rel=1e-5)
    changed = gradflow.train(SMALL.with_change(5, normalization="batch"))
    np.testing.assert_array_equal(changed.loss[:5], trace.loss[:5])


def test_twenty_layers_of_sigmoid_pass_the_signal_and_no_theory_is_drawn_beside_it() -> None:
    experiment = Experiment(start="layerwise", layer_steps=200, batch_size=32, steps=1).replace(width=16)
    started, drawn = (diagnose(gradflow.train(e)).decades for e in (experiment, experiment.replace(start="random")))
    assert started and drawn and started > -2 and drawn < -10
    assert explain(experiment).profile is None and explain(experiment).reason == "reason.trained"
    assert explain(experiment.replace(start="random")).profile is not None


def test_a_recurrent_network_starts_at_random_alone() -> None:
    with pytest.raises(gradflow.InvalidFields, match="start"):
        Experiment(task="recall", network=gradflow.RNN(), start="layerwise")
