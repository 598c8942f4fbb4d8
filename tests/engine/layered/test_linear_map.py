"""The linear map of a layer over pictures is XLA's convolution, and its way back is what JAX derives."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax

from gradflow.engine.layered.linear_map import LinearMap
from gradflow.engine.layered.shape import LayeredShape

SIDE, BATCH, BELOW, ABOVE = 5, 3, 4, 6
MANY = 24  # channels, of which the way back is another
SHAPE = LayeredShape(32, 10, True, 0, 0, ABOVE, BATCH, False, False, "float32", side=SIDE, taps=9)

either_padding = pytest.mark.parametrize("circular", [False, True])


def drawn(*shape: int) -> jax.Array:
    return jnp.asarray(np.random.default_rng(sum(shape)).standard_normal(shape, dtype=np.float32))


def convolved(rows: jax.Array, weight: jax.Array, circular: bool) -> jax.Array:
    pictures = rows.reshape(BATCH, SIDE, SIDE, BELOW)
    pictures = jnp.pad(pictures, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="wrap" if circular else "constant")
    kernel, layout = weight.reshape(3, 3, BELOW, ABOVE), ("NHWC", "HWIO", "NHWC")
    return lax.conv_general_dilated(pictures, kernel, (1, 1), "VALID", dimension_numbers=layout).reshape(-1, ABOVE)


@either_padding
def test_it_is_a_convolution(circular):
    rows, weight = drawn(BATCH * SIDE**2, BELOW), drawn(9 * BELOW, ABOVE)
    linear = LinearMap(SHAPE, jnp.bool_(circular))
    np.testing.assert_allclose(linear(rows, weight), convolved(rows, weight, circular), atol=2e-5)


@either_padding
def test_a_gate_reads_patches(circular):
    rows, weight = drawn(BATCH * SIDE**2, BELOW), drawn(9 * BELOW, ABOVE)
    linear = LinearMap(SHAPE._replace(gated=True), jnp.bool_(circular))
    np.testing.assert_allclose(linear(rows, weight), convolved(rows, weight, circular), atol=2e-5)


@pytest.mark.slow
@either_padding
@pytest.mark.parametrize("above", [ABOVE, MANY])
def test_its_way_back_is_its_derivative(circular, above):
    rows, weight, signal = drawn(BATCH * SIDE**2, BELOW), drawn(9 * BELOW, above), drawn(BATCH * SIDE**2, above)
    linear = LinearMap(SHAPE._replace(width=above), jnp.bool_(circular))
    for ours, derived in zip(linear.back(signal, rows, weight), jax.vjp(linear, rows, weight)[1](signal), strict=True):
        np.testing.assert_allclose(ours, derived, atol=1e-4)


def test_units_without_a_place_are_multiplied_by_a_matrix():
    linear = LinearMap(SHAPE._replace(side=1, taps=1), jnp.bool_(False))
    rows, weight, signal = drawn(BATCH, BELOW), drawn(BELOW, ABOVE), drawn(BATCH, ABOVE)
    np.testing.assert_array_equal(linear(rows, weight), rows @ weight)
    assert [part.shape for part in linear.back(signal, rows, weight)] == [(BATCH, BELOW), (BELOW, ABOVE)]
    assert linear.entering(rows) is rows and linear.leaving(rows) is rows and linear.leaving_back(rows) is rows


def test_outputs_are_read_from_the_mean_over_positions():
    linear, rows = LinearMap(SHAPE, jnp.bool_(False)), drawn(BATCH * SIDE**2, ABOVE)
    means, pull = jax.vjp(linear.leaving, rows)
    np.testing.assert_allclose(means, rows.reshape(BATCH, -1, ABOVE).mean(axis=1), atol=1e-6)
    onto = drawn(BATCH, ABOVE)
    np.testing.assert_allclose(linear.leaving_back(onto), pull(onto)[0], atol=1e-7)
