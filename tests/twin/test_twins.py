"""The oracle is tested too: PyTorch's autograd, `jax.grad` and ready-made torch.nn modules tell the same story."""

from itertools import pairwise as pairs

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import torch

from gradflow.experiment import MLP, Experiment
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.tasks import TASKS, data_of
from tests.networks.known import layered_of
from tests.twin import in_torch
from tests.twin.covering import pairwise
from tests.twin.design import LIMITS, NETWORK, TRAINING, networks
from tests.twin.gradients import by_jax, by_torch
from tests.twin.in_torch import NORMALIZATIONS, Plain, loss_of
from tests.twin.network import Parameters
from tests.twin.training import train

pytestmark = pytest.mark.slow

BATCH = 12
MIXED = [e for depth in (1, 2, 5) for e in networks(depth)[:: 30 // depth]]


def random_start(e: Experiment) -> Parameters:
    """Nothing is zero and nothing is one, so that nothing hides."""
    m, task = layered_of(e), TASKS[e.task]
    rng = np.random.default_rng(7)
    fans = [task.inputs] + [m.width] * m.depth + [task.outputs]
    weights = [rng.normal(0, 1.3 / np.sqrt(i), (i, o)) for i, o in pairs(fans)]
    weights[1:-1] = [np.concatenate([w] * m.block) for w in weights[1:-1]]
    if m.tied:
        weights = [weights[0]] + weights[1:2] * (m.depth - 1) + [weights[-1]]

    def some(count: int, *shape: int) -> list[np.ndarray]:
        return [rng.normal(0.3, 0.5, shape) for _ in range(count)]

    return Parameters(
        weights,
        some(m.depth, m.width) + some(1, task.outputs),
        some(m.depth, m.width),
        some(m.depth, m.width),
        some(m.depth),
        some(m.depth - 1, m.width, m.width),
        some(m.depth - 1, m.width),
        some(m.depth - 1, m.width),
    )


def batch_of(e: Experiment, size: int = BATCH) -> tuple[np.ndarray, np.ndarray]:
    data = data_of(e.task)
    return data.inputs[:size], data.targets[:size]


@pytest.mark.parametrize("e", MIXED, ids=lambda e: f"{e.network.depth}-{e.network.activation}-{e.network.connection}")
def test_two_autodiffs_agree_to_the_last_digits(e: Experiment) -> None:
    args = e, random_start(e), *batch_of(e)
    one, other = by_torch(*args), by_jax(*args)
    for a, b in zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-11 * np.abs(a).max(initial=1e-3))


def test_float64_does_not_leak() -> None:
    e = networks(2)[0]
    by_jax(e, random_start(e), *batch_of(e))
    assert jnp.ones(2).dtype == jnp.float32


def test_gradients_are_finite_differences() -> None:
    e = Experiment(network=MLP(depth=4, width=8, activation="gelu", normalization="batch", connection="highway"))
    start, batch = random_start(e), batch_of(e)
    truth = by_torch(e, start, *batch)
    for field, (arrays, gradients) in zip(Parameters._fields, zip(start, truth.gradients, strict=True), strict=True):
        for layer in {0, len(arrays) - 1}:
            direction = np.random.default_rng(1).standard_normal(np.shape(arrays[layer]))

            def loss_at(h: float, field: str = field, layer: int = layer, along: np.ndarray = direction) -> float:
                moved = list(getattr(start, field))
                moved[layer] = moved[layer] + h * along
                return by_torch(e, start._replace(**{field: moved}), *batch).loss

            slope = (loss_at(1e-5) - loss_at(-1e-5)) / 2e-5
            assert np.sum(gradients[layer] * direction) == pytest.approx(slope, rel=1e-6, abs=1e-9), (field, layer)


@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize("normalization", ["none", *NORMALIZATIONS])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_plain_networks_are_those_of_torch_nn(activation: str, normalization: str, tied: bool) -> None:
    position = "after" if tied else "before"
    for task in ("digits", "linear"):
        mlp = MLP(4, 8, activation, leaky_slope=0.2, normalization=normalization, norm_position=position, tied=tied)
        e = Experiment(task=task, network=mlp)
        start = random_start(e)._replace(norm_scales=[np.ones(8)] * 4, norm_shifts=[np.zeros(8)] * 4)
        inputs, targets = batch_of(e)
        truth = by_torch(e, start, inputs, targets)
        network = Plain(e, start)
        loss = loss_of(e, network(torch.tensor(inputs.astype(np.float64))), targets)
        for z in network.preactivations:
            z.retain_grad()
        loss.backward()
        assert truth.loss == pytest.approx(float(loss.detach()), rel=1e-12)
        for j in range(4):
            np.testing.assert_allclose(truth.activations[j], network.activations[j].detach(), rtol=1e-9, atol=1e-12)
            np.testing.assert_allclose(truth.signals[j], network.preactivations[j].grad, rtol=1e-7, atol=1e-12)
        weights = [gradient.T for gradient in truth.gradients.weights]
        if tied:
            weights[1] = sum(weights[1:4])
        for i, (linear, gradient) in enumerate(zip(network.linears, weights, strict=True)):
            if not (tied and 2 <= i < 4):
                np.testing.assert_allclose(linear.weight.grad, gradient, rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize("clipping", CLIPPINGS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_training_is_that_of_torch_optim(optimizer: str, clipping: str) -> None:
    e = Experiment(
        network=MLP(depth=3, width=8, activation="tanh"),
        optimizer=optimizer,
        clipping=clipping,
        max_norm=0.02,
        learning_rate=0.03,
        l2=0.0 if optimizer == "adamw" else 0.01,
        steps=20,
    )
    data = data_of("digits")
    batches = [(data.inputs[i : i + 30], data.targets[i : i + 30]) for i in range(0, 600, 30)]
    start = random_start(e)
    steps = train(e, start, batches)
    network, losses = in_torch.train(e, start, batches)
    np.testing.assert_allclose([step.truth.loss for step in steps], losses, rtol=1e-6)  # torch's norm clip adds 1e-6
    for ours, theirs in zip(steps[-1].after.weights, network.weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-4 * np.abs(theirs).max())


def test_every_pair_of_choices_occurs() -> None:
    for registries in (NETWORK, NETWORK | TRAINING):
        rows = pairwise(registries, seed=3)
        assert rows == pairwise(registries, seed=3) != pairwise(registries, seed=4)
        for a in registries:
            for b in registries:
                if a != b:
                    pairs = {(row[a], row[b]) for row in rows}
                    assert len(pairs) == len(registries[a]) * len(registries[b])
        assert len(rows) < 1.2 * 11 * 12 and set(registries["connection"]) == set(CONNECTIONS)
    assert set(TRAINING["limit"]) == set(LIMITS)
