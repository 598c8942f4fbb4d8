"""A cell's written way back is the derivative of its way forward."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.cells import CELLS, MOST_GATES, MOST_KEPT

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
