"""Clipping: by norm it keeps the direction, by value it clamps; huge and zero norms do no harm."""

import jax.numpy as jnp
import numpy as np
import pytest
import torch

from gradflow.parts.clipping import CLIPPINGS

G = np.random.default_rng(3).standard_normal(50).astype(np.float32)


def clip(name: str, gradient: np.ndarray, max_norm: float) -> np.ndarray:
    norm = np.float32(np.linalg.norm(gradient.astype(np.float64)))
    factor, bound = CLIPPINGS[name].factor_and_bound(jnp.float32(norm), jnp.float32(max_norm))
    return np.asarray(jnp.clip(factor * gradient, -bound, bound))


def by_torch(name: str, gradient: np.ndarray, max_norm: float) -> np.ndarray:
    leaf = torch.zeros(len(gradient), dtype=torch.float64, requires_grad=True)
    leaf.grad = torch.tensor(gradient.astype(np.float64))
    if name == "norm":
        torch.nn.utils.clip_grad_norm_([leaf], max_norm)
    if name == "value":
        torch.nn.utils.clip_grad_value_([leaf], max_norm)
    return leaf.grad.numpy()


@pytest.mark.parametrize("name", CLIPPINGS)
@pytest.mark.parametrize("max_norm", [1e-3, 0.5, 1e3])
@pytest.mark.parametrize("size", [1.0, 1e-12, 1e20])
def test_equals_pytorch(name: str, max_norm: float, size: float) -> None:
    gradient = (size * G).astype(np.float32)
    expected = by_torch(name, gradient, max_norm)
    np.testing.assert_allclose(clip(name, gradient, max_norm), expected, rtol=3e-6)


def test_a_norm_of_zero_leaves_zeros() -> None:
    for name in CLIPPINGS:
        assert not clip(name, np.zeros(4, np.float32), 1.0).any()


def test_clipping_by_norm_turns_nothing() -> None:
    clipped = clip("norm", G, 0.1)
    assert np.dot(clipped, G) / np.linalg.norm(clipped) / np.linalg.norm(G) == pytest.approx(1, abs=1e-6)
    assert np.linalg.norm(clipped) == pytest.approx(0.1, rel=1e-6)
