"""Optimizers: one parameter followed for 20 steps beside torch.optim at its own defaults."""

import jax.numpy as jnp
import numpy as np
import pytest
import torch

from gradflow.parts.optimizers import OPTIMIZERS, Hyper
from tests.twin.in_torch import OPTIMIZERS as CLASSES

STEPS = 20
F32 = jnp.float32
SIZES = [1.0, 1e-3, 1e-6]


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("size", SIZES)
def test_direction_is_that_of_pytorch(name: str, size: float) -> None:
    record = OPTIMIZERS[name]
    gradients = (size * np.random.default_rng(1).standard_normal((STEPS, 12))).astype(np.float32)
    theirs = torch.zeros(12, dtype=torch.float64, requires_grad=True)
    optimizer = CLASSES[name]([theirs], lr=1.0)
    ours = jnp.zeros(12)
    memory = (jnp.zeros(12), jnp.zeros(12))
    for count, gradient in enumerate(gradients):
        theirs.grad = torch.tensor(gradient.astype(np.float64))
        optimizer.step()
        hyper = Hyper(F32(0.9), F32(0.99), F32(0.999), F32(record.epsilon), jnp.int32(count))
        direction, memory = record.step(jnp.asarray(gradient), memory, hyper)
        ours = ours - direction - record.weight_decay * ours
        expected = theirs.detach().numpy()
        np.testing.assert_allclose(ours, expected, rtol=2e-5, atol=2e-5 * np.abs(expected).max())


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_defaults_are_those_of_pytorch(name: str) -> None:
    theirs = CLASSES[name]([torch.zeros(1, requires_grad=True)], lr=1.0).defaults
    if "epsilon" in OPTIMIZERS[name].reads:
        assert OPTIMIZERS[name].epsilon == theirs["eps"]
    assert OPTIMIZERS[name].weight_decay == theirs["weight_decay"]


def directions(name: str, gradient: float, steps: int) -> list[float]:
    hyper = [Hyper(F32(0.9), F32(0.99), F32(0.999), F32(1e-8), jnp.int32(count)) for count in range(steps)]
    memory, found = (jnp.zeros(1), jnp.zeros(1)), []
    for each in hyper:
        direction, memory = OPTIMIZERS[name].step(jnp.full(1, gradient), memory, each)
        found.append(float(direction[0]))
    return found


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_step_is_as_long_as_the_gradient_says_where_the_record_says_so(name: str) -> None:
    longer = directions(name, 2.0, 1)[0] / directions(name, 1.0, 1)[0]
    assert longer == pytest.approx(2.0 if OPTIMIZERS[name].proportional else 1.0, rel=1e-4)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_steps_add_up_where_the_record_says_so(name: str) -> None:
    last = directions(name, 1.0, 200)[-1]
    assert last == pytest.approx(1 / (1 - 0.9), rel=1e-4) if OPTIMIZERS[name].accumulates else last < 1.1


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_reads_names_what_it_reads(name: str) -> None:
    record = OPTIMIZERS[name]
    gradients = np.random.default_rng(2).standard_normal((2, 6)).astype(np.float32)

    def second_direction(**changed: float) -> np.ndarray:
        numbers = {"momentum": 0.9, "rms_decay": 0.99, "beta2": 0.999, "epsilon": 1e-3} | changed
        memory = (jnp.zeros(6), jnp.zeros(6))
        for count, gradient in enumerate(gradients):
            hyper = Hyper(**{key: jnp.float32(value) for key, value in numbers.items()}, count=jnp.int32(count))
            direction, memory = record.step(jnp.asarray(gradient), memory, hyper)
        return np.asarray(direction)

    for key, other in {"momentum": 0.5, "rms_decay": 0.5, "beta2": 0.5, "epsilon": 0.1}.items():
        moved = not np.array_equal(second_direction(), second_direction(**{key: other}))
        assert moved is (key in record.reads), key


def test_only_gradient_descent_takes_all_the_data() -> None:
    assert [name for name, record in OPTIMIZERS.items() if record.full_batch] == ["gd"]
