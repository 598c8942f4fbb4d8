"""Norms hold over the whole range of float32, and pass on what is not a number."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from gradflow.engine.core.norms import norm, norms, rms, rms_of_rows

SHAPE = (128, 64)


@pytest.mark.parametrize("exponent", [-37, -30, -20, -15, -14, -12, 0, 12, 16, 17, 18, 20, 30, 35])
def test_a_norm_is_the_float64_norm(exponent: int) -> None:
    x = np.random.default_rng(0).standard_normal(SHAPE).astype(np.float32) * np.float32(10.0**exponent)
    assert float(norm(jnp.asarray(x))) == pytest.approx(float(np.linalg.norm(x.astype(np.float64))), rel=1e-5)


@pytest.mark.parametrize("size", [1.2e-38, 1e-30, 1e-19, 1e-12, 1.0, 1e16, 1e18, 1e36, 1e37, 3.4e38])
def test_an_rms_is_the_float64_rms_wherever_float32_holds_it(size: float) -> None:
    x = np.full((512, 256), size, np.float32) * np.where(np.arange(256) % 2, 1, -1).astype(np.float32)
    assert float(rms(jnp.asarray(x))[0]) == pytest.approx(float(np.sqrt((x.astype(np.float64) ** 2).mean())), rel=1e-6)
    assert rms_of_rows(jnp.asarray(x[:3])) == pytest.approx(np.full(3, size), rel=1e-6)


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
