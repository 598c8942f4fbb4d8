"""A cell's written way back is the derivative of its way forward."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.cells import CELLS, MOST_GATES, MOST_KEPT
from tests.twin.activations import sigmoid

SIZE = (5, 3)


def _drawn(columns: int, seed: int) -> Array:
    return jnp.asarray(np.random.default_rng(seed).standard_normal((SIZE[0], columns * SIZE[1])), jnp.float32)


@pytest.mark.parametrize("name", CELLS)
def test_the_way_back_is_the_derivative(name: str) -> None:
    cell = CELLS[name]
    entering = _drawn(cell.gates, 0), _drawn(cell.gates, 1), _drawn(1, 2), _drawn(1, 3)
    onto_h, onto_c = _drawn(1, 4), _drawn(1, 5)

    def states(*given: Array) -> tuple[Array, Array]:
        done = cell.step(*given)
        return done.h, given[3] if done.c is None else done.c

    expected = jax.vjp(states, *entering)[1]((onto_h, onto_c))
    sent = cell.back(cell.step(*entering).kept, *entering[2:], onto_h, onto_c)
    found = jnp.concatenate(sent.onto_input, 1), jnp.concatenate(sent.onto_state, 1), sent.onto_h, sent.onto_old_c
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(jnp.broadcast_to(jnp.asarray(one), other.shape), other, rtol=1e-5, atol=1e-6)


def _textbook(name: str, x: Array, h: Array, c: Array) -> tuple[Array, Array]:
    """h and c after a time step to which U h adds nothing, of functions whose derivatives do not cancel."""

    def tanh(u: Array) -> Array:
        return 2 * sigmoid(jnp, 2 * u) - 1

    match name:
        case "gru":
            _, z, n = jnp.split(x, 3, axis=1)
            return sigmoid(jnp, -z) * tanh(n) + sigmoid(jnp, z) * h, c
        case "lstm":
            i, f, g, o = jnp.split(x, 4, axis=1)
            c = sigmoid(jnp, f) * c + sigmoid(jnp, i) * tanh(g)
            return sigmoid(jnp, o) * tanh(c), c
    return {"tanh": tanh, "sigmoid": lambda u: sigmoid(jnp, u), "linear": lambda u: u}[name](x), c


@pytest.mark.parametrize("name", [name for name, cell in CELLS.items() if cell.activation != "relu"])
@pytest.mark.parametrize("size", [1e-6, 1.0, 5.0, 12.0, 20.0, 30.0])
def test_saturated_the_way_back_is_that_of_float64(name: str, size: float) -> None:
    """1 - tanh² and σ (1 - σ) would round to 0 where tanh and σ round to 1."""
    cell = CELLS[name]
    entering = [size * _drawn(cell.gates, 0), jnp.zeros((SIZE[0], cell.gates * SIZE[1])), _drawn(1, 2), _drawn(1, 3)]
    entering[0] = jnp.clip(entering[0], -30, 30)
    onto_h, onto_c = _drawn(1, 4), _drawn(1, 5)
    sent = cell.back(cell.step(*entering).kept, *entering[2:], onto_h, onto_c)
    with jax.enable_x64(True):
        given = (entering[0], *entering[2:], onto_h, onto_c)
        x, h, c, *onto = (jnp.asarray(np.asarray(each), jnp.float64) for each in given)
        (expected,) = jax.vjp(lambda x: _textbook(name, x, h, c), x)[1](tuple(onto))
    np.testing.assert_allclose(jnp.concatenate(sent.onto_input, 1), np.asarray(expected), rtol=2e-5, atol=1e-37)


@pytest.mark.parametrize("name", CELLS)
def test_what_is_kept(name: str) -> None:
    cell, entering = (
        CELLS[name],
        (_drawn(CELLS[name].gates, 0), _drawn(CELLS[name].gates, 1), _drawn(1, 2), _drawn(1, 3)),
    )
    done = cell.step(*entering)
    assert len(done.kept) == cell.keeps <= MOST_KEPT
    assert len(cell.openings) < cell.keeps or not cell.openings
    assert cell.gates <= MOST_GATES
    assert (done.c is not None) == cell.has_cell
    assert jnp.max(jnp.abs(cell.slope(done.kept))) <= ACTIVATIONS[cell.activation].max_slope
