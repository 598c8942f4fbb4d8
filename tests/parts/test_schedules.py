"""Schedules against torch.optim.lr_scheduler and closed forms."""

import jax.numpy as jnp
import numpy as np
import pytest
import torch

from gradflow.parts.schedules import SCHEDULES

STEPS, RATE, WARMUP, RISE = 40, 0.9, 10, 6.0


def factors(name: str) -> np.ndarray:
    rule = SCHEDULES[name].factor
    numbers = jnp.float32(STEPS), jnp.float32(RATE), jnp.float32(WARMUP), jnp.float32(RISE)
    return np.array([rule(jnp.float32(t), *numbers) for t in range(STEPS)])


def scheduler(name: str, optimizer: torch.optim.Optimizer) -> torch.optim.lr_scheduler.LRScheduler:
    kinds = torch.optim.lr_scheduler
    match name:
        case "constant":
            return kinds.ConstantLR(optimizer, 1.0)
        case "exponential":
            return kinds.ExponentialLR(optimizer, RATE)
        case "cosine":
            return kinds.CosineAnnealingLR(optimizer, STEPS)
        case "warmup":
            return kinds.LambdaLR(optimizer, lambda t: min(1, (t + 1) / WARMUP))
        case "rising":  # it has none; by one factor a step, up to the whole rate at the last
            each = 10 ** (RISE / (STEPS - 1))
            return kinds.LambdaLR(optimizer, lambda t: 10**-RISE * each**t)
    raise NotImplementedError(name)


@pytest.mark.parametrize("name", SCHEDULES)
def test_equals_the_scheduler_of_pytorch(name: str) -> None:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    theirs = scheduler(name, optimizer)
    rates = []
    for _ in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        theirs.step()
    np.testing.assert_allclose(factors(name), rates, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_factor_is_between_nothing_and_all(name: str) -> None:
    values = factors(name)
    assert (values > 0).all() and (values <= 1).all()
