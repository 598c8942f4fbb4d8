"""Reparametrizations: PyTorch's weight normalization, and unit variance on the way up."""

import jax.numpy as jnp
import numpy as np
import pytest

from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS, standard_gain
from tests.twin import activations as twin

V = np.random.default_rng(0).normal(0.3, 2.0, (24, 8)).astype(np.float32)
ALL, ONES = jnp.ones((24, 1)), jnp.ones(8)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("leaky_slope", [0.01, 0.3])
def test_the_gain_makes_the_variance_of_an_activation_1(name: str, leaky_slope: float) -> None:
    assert standard_gain(name, leaky_slope) == pytest.approx(twin.standard_gain(name, leaky_slope), rel=1e-5)


def test_standardized_weights_have_mean_0_and_the_length_of_the_gain() -> None:
    made = REPARAMETRIZATIONS["scaled_standardization"].made(jnp.asarray(V), ONES, jnp.float32(1.7), ALL)
    np.testing.assert_allclose(np.mean(made, axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(made, axis=0), 1.7, rtol=1e-5)


def test_rows_that_are_not_read_are_not_counted() -> None:
    used = (jnp.arange(24) < 16)[:, None].astype(jnp.float32)
    for name in ("weight_norm", "scaled_standardization"):
        made = REPARAMETRIZATIONS[name].made
        alone = made(jnp.asarray(V[:16]), ONES, jnp.float32(1.7), ALL[:16])
        np.testing.assert_allclose(made(jnp.asarray(V), ONES, jnp.float32(1.7), used)[:16], alone, rtol=1e-5)


@pytest.mark.parametrize("name", REPARAMETRIZATIONS)
def test_weights_that_are_0_stay_0(name: str) -> None:
    assert (REPARAMETRIZATIONS[name].made(0 * jnp.asarray(V), ONES, jnp.float32(1.7), ALL) == 0).all()
