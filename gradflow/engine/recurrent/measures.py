"""Measures taken while the sweeps over time pass, in rows of [layer, capacity, measure]."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Flag, Units
from gradflow.engine.core.norms import rms, rms_of_rows
from gradflow.engine.core.rounding import all_doubtful, counted, shares_of
from gradflow.engine.core.train_state import CHUNK, Measures
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.engine.recurrent.shape import CAPACITY, RecurrentShape
from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS, Cell, Stepped

OPENINGS = ("opening_1", "opening_2", "opening_3")
UPWARD = ("activation_rms", "saturated_fraction", "dead_fraction", *OPENINGS)
DOWNWARD = ("signal_rms", "cell_gradient_rms", "weight_gradient_rms")
OF_TIME = UPWARD + DOWNWARD
SIZES = frozenset({"activation_rms", *DOWNWARD})  # roots of mean squares; the others are means


def blank(shape: RecurrentShape, names: tuple[str, ...]) -> Float[Array, "layer capacity measure"]:
    """Space for the measures of a sweep."""
    return jnp.zeros((shape.layers, CAPACITY, len(names)))


def upward(
    cell: Cell, done: Stepped, hyper: RecurrentHyperparameters, written_out: Flag | None
) -> tuple[Float[Array, " upward"], Flag]:
    """Of one time step of one layer: a row of UPWARD, and whether a unit's slopes were 0, or so small that they may be
    or not before they are written out."""
    slope, doubtful = cell.slope(done.kept), jnp.bool_(False)
    if written_out is None:
        size = jnp.abs(slope)
        shares = jnp.mean(size < hyper.saturated_below), jnp.mean(jnp.all(size == 0, axis=0))
    else:
        small = counted(slope, hyper.saturated_below, hyper.doubtful, written_out)
        shares, doubtful = shares_of(small, len(done.h)), all_doubtful(small, len(done.h))
    openings = [jnp.mean(opening) for opening in done.kept[: len(cell.openings)]]
    missing = [jnp.float32(0)] * (len(OPENINGS) - len(openings))  # NaN in the trace: see `completed`
    return jnp.stack([rms(done.h)[0], *shares, *openings, *missing]), doubtful


def downward(
    has_cell: bool, onto_h: Units, onto_c: Units, onto_weight: Float[Array, "width entering"]
) -> Float[Array, " 3"]:
    """Of one time step of one layer: a row of DOWNWARD."""
    if has_cell:
        return rms(onto_h, onto_c, onto_weight)
    both = rms(onto_h, onto_weight)
    return jnp.stack([both[0], jnp.float32(0), both[1]])


def over_layers(
    up: Float[Array, "layer capacity upward"], down: Float[Array, "layer capacity downward"]
) -> Float[Array, "measure capacity"]:
    """[layer, capacity, measure] -> [measure, capacity]: the layers' states taken as one."""
    rows = jnp.concatenate([up, down], axis=-1)
    sizes = jnp.array([name in SIZES for name in OF_TIME])
    together = rms_of_rows(rows.transpose(1, 2, 0).reshape(-1, len(rows))).reshape(CAPACITY, -1)
    return jnp.where(sizes, together, jnp.mean(rows, axis=0)).T


ALONE = {"last_answer_rms": "signal_rms", "last_answer_cell_rms": "cell_gradient_rms"}


def completed(experiment: Experiment, measures: Measures, looked: Any, alone: Measures | None) -> Measures:
    """With NaN for the gates and the path that the cell does not have, what was answered at each time step, and what
    the last answer alone sends back."""
    cell = CELLS[downcast(experiment.network, RNN).cell]
    missing = OPENINGS[len(cell.openings) :] + (() if cell.has_cell else ("cell_gradient_rms",))
    measures |= {name: np.full((CHUNK, CAPACITY), np.nan, np.float32) for name in (*missing, "answered", *ALONE)}
    if alone is not None:
        for name, measured in ALONE.items():
            measures[name][0] = alone[measured][0] if measured not in missing else np.nan
    if looked is not None:
        row, answered = looked
        measures["answered"][row] = answered
    return measures
