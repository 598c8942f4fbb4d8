"""Norms hold over the whole range of float32, and pass on what is not a number."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from gradflow.engine.core.norms import norm, norms, rms

SHAPE = (128, 64)


@pytest.mark.parametrize("exponent", [-37, -30, -20, -15, -14, -12, 0, 12, 16, 17, 18, 20, 30, 35])
def test_a_norm_is_the_float64_norm(exponent: int) -> None:
    x = np.random.default_rng(0).standard_normal(SHAPE).astype(np.float32) * np.float32(10.0**exponent)
    assert float(norm(jnp.asarray(x))) == pytest.approx(float(np.linalg.norm(x.astype(np.float64))), rel=1e-5)


@pytest.mark.parametrize("count", [1, 128 * 64])
def test_not_a_number_stays_not_a_number(count: int) -> None:
    x = np.ones(SHAPE, np.float32)
    x.reshape(-1)[:count] = np.nan
    assert np.isnan(float(jax.jit(norm)(x)))


def test_an_infinite_entry_is_an_infinite_norm() -> None:
    assert float(norm(jnp.ones(SHAPE).at[3, 3].set(-jnp.inf))) == np.inf


def test_zero_is_zero() -> None:
    assert float(rms(jnp.zeros(SHAPE))[0]) == 0.0


def test_several_at_once_are_each_alone() -> None:
    arrays = [jnp.full(SHAPE, value) for value in (1e-30, 1.0, 1e25, 0.0)]
    np.testing.assert_allclose(norms(*arrays), [norm(x) for x in arrays], rtol=1e-6)
