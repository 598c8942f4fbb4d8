"""Measures taken while the sweeps over time pass, in rows of [layer, capacity, measure]."""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

from gradflow.engine.norms import norms_of_rows, rms
from gradflow.engine.recurrent.knobs import RecurrentKnobs
from gradflow.engine.recurrent.shape import CAPACITY, RecurrentShape
from gradflow.parts.cells import Cell, Stepped

OPENINGS = ("opening_1", "opening_2", "opening_3")
UPWARD = ("activation_rms", "saturated_fraction", "dead_fraction", *OPENINGS)
DOWNWARD = ("signal_rms", "cell_gradient_rms", "weight_gradient_rms")
OF_TIME = UPWARD + DOWNWARD
SIZES = frozenset({"activation_rms", *DOWNWARD})  # roots of mean squares; the others are means


def blank(shape: RecurrentShape, names: tuple[str, ...]) -> Array:
    """Room for the measures of a sweep."""
    return jnp.zeros((shape.layers, CAPACITY, len(names)))


def upward(cell: Cell, done: Stepped, knobs: RecurrentKnobs) -> Array:
    """Of one time step of one layer: a row of UPWARD."""
    size = jnp.abs(cell.slope(done.kept))
    shares = [jnp.mean(size < knobs.saturated_below), jnp.mean(jnp.all(size == 0, axis=0))]
    openings = [jnp.mean(opening) for opening in done.kept[: len(cell.openings)]]
    missing = [jnp.float32(0)] * (len(OPENINGS) - len(openings))  # NaN in the trace: see `named`
    return jnp.stack([rms(done.h)[0], *shares, *openings, *missing])


def downward(has_cell: bool, onto_h: Array, onto_c: Array, onto_weight: Array) -> Array:
    """Of one time step of one layer: a row of DOWNWARD."""
    if has_cell:
        return rms(onto_h, onto_c, onto_weight)
    both = rms(onto_h, onto_weight)
    return jnp.stack([both[0], jnp.float32(0), both[1]])


def over_layers(up: Array, down: Array) -> Array:
    """[layer, capacity, measure] -> [measure, capacity]: the layers' states taken as one."""
    rows = jnp.concatenate([up, down], axis=-1)
    sizes = jnp.array([name in SIZES for name in OF_TIME])
    together = norms_of_rows(rows.transpose(1, 2, 0).reshape(-1, len(rows))).reshape(CAPACITY, -1)
    return jnp.where(sizes, together / jnp.sqrt(float(len(rows))), jnp.mean(rows, axis=0)).T
