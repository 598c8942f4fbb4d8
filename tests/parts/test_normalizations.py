"""Normalizations equal torch.nn's; the smallest and largest inputs stay finite."""

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
import torch

from gradflow.parts.normalizations import (
    EPSILON,
    GROUPS,
    NORMALIZATIONS,
    RUNNING_MOMENTUM,
    grouped,
    normalized,
    normalized_backward,
    statistics,
    ungrouped,
)

WIDTH = 16
X = (3 + 2 * np.random.default_rng(0).standard_normal((32, WIDTH))).astype(np.float32)
MODULES: dict[str, Any] = {
    "none": lambda: torch.nn.Identity(),
    "batch": lambda: torch.nn.BatchNorm1d(WIDTH),
    "layer": lambda: torch.nn.LayerNorm(WIDTH),
    "group": lambda: torch.nn.GroupNorm(GROUPS, WIDTH),
    "rms": lambda: torch.nn.RMSNorm(WIDTH, eps=EPSILON),
}


def apply(name: str, x: np.ndarray) -> np.ndarray:
    rule = NORMALIZATIONS[name]
    if rule.axis is None:
        return x
    values = grouped(jnp.asarray(x), rule.axis)
    return np.asarray(normalized(values, *statistics(values, rule.axis, rule.centred))).reshape(x.shape)


def test_constants_are_those_of_pytorch() -> None:
    batch = torch.nn.BatchNorm1d(WIDTH)
    assert batch.eps == torch.nn.LayerNorm(WIDTH).eps == EPSILON and batch.momentum == RUNNING_MOMENTUM


@pytest.mark.parametrize("name", NORMALIZATIONS)
@pytest.mark.parametrize("size", [1.0, 1e-3, 1e-12])
def test_equals_the_module_of_pytorch(name: str, size: float) -> None:
    x = (size * X).astype(np.float32)
    expected = MODULES[name]().double()(torch.tensor(x.astype(np.float64))).detach().numpy()
    np.testing.assert_allclose(apply(name, x), expected, rtol=1e-4, atol=1e-6 * np.abs(expected).max())


@pytest.mark.parametrize("name", [name for name in NORMALIZATIONS if name != "none"])
def test_a_constant_becomes_finite(name: str) -> None:
    assert np.isfinite(apply(name, np.zeros((8, WIDTH), np.float32))).all()
    assert np.isfinite(apply(name, np.full((8, WIDTH), 5, np.float32))).all()


@pytest.mark.parametrize("name", [name for name in NORMALIZATIONS if name != "none"])
def test_the_way_back_is_that_of_pytorch(name: str) -> None:
    rule, onto = NORMALIZATIONS[name], np.random.default_rng(1).standard_normal(X.shape)
    x = torch.tensor(X.astype(np.float64), requires_grad=True)
    MODULES[name]().double()(x).backward(torch.tensor(onto))
    assert rule.axis is not None and x.grad is not None
    above, below = (grouped(jnp.asarray(array, jnp.float32), rule.axis) for array in (onto, X))
    onto_x, _ = normalized_backward(above, below, rule.axis, rule.centred)
    np.testing.assert_allclose(onto_x.reshape(X.shape), x.grad.numpy(), atol=1e-5 * float(x.grad.abs().max()))


def test_of_pictures_a_group_is_of_all_positions_as_pytorch_s() -> None:
    rule, pictures = NORMALIZATIONS["group"], X.reshape(2, 4, 4, WIDTH)
    module = torch.nn.GroupNorm(GROUPS, WIDTH).double()
    expected = module(torch.tensor(pictures).double().permute(0, 3, 1, 2)).permute(0, 2, 3, 1).detach().numpy()
    assert rule.axis is not None
    apart = grouped(jnp.asarray(X), rule.axis, positions=16)
    done = ungrouped(normalized(apart, *statistics(apart, rule.axis, rule.centred)), rule.axis, positions=16)
    np.testing.assert_allclose(done, expected.reshape(X.shape), atol=1e-5)


def test_given_statistics_take_the_place_of_the_batch_s() -> None:
    given = normalized(jnp.asarray(X), jnp.full(WIDTH, 2.0), jnp.full(WIDTH, 9.0))
    np.testing.assert_allclose(given, (X - 2) / np.sqrt(9 + 1e-5), rtol=1e-5, atol=1e-6)
