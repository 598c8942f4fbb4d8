"""One recurrent experiment seen from both sides, and the experiments that the truth is tested on."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import gradflow
from gradflow.experiment import Experiment
from gradflow.networks import RNN
from gradflow.parts.cells import CELLS
from gradflow.tasks.sequences import SEQUENCES
from tests.networks.known import rnn_of
from tests.twin.agreement import Rounded
from tests.twin.case import ROUNDING
from tests.twin.covering import Pair, pairwise
from tests.twin.recurrent import Parameters, Truth, truth_of

Array = NDArray[Any]

HIDDEN, BATCH = 8, 6
STEP = 3  # by then no bias is 0 and no scale is 1
REGISTRIES = {
    "cell": list(CELLS),
    "normalization": ["none", "layer", "rms"],
    "stack": [(1, False), (3, False), (3, True)],
    "window": [0, 1, 7],
    "loss_at": ["last", "every"],
    "task": list(SEQUENCES),
}


# Every task and number of layers is a program to compile.
NOT_STACKED: set[Pair] = {
    frozenset([("stack", stack), ("task", task)])
    for stack in REGISTRIES["stack"][1:]
    for task in ("parity", "latch", "sine", "digit_rows", "digit_pixels")
}


@cache
def networks(length: int) -> tuple[Experiment, ...]:
    """Every pair of choices; tasks whose data has one length of its own keep it, and are left out at 400."""
    tasks = [name for name, task in SEQUENCES.items() if not (task.length and length == 400)]
    rows = pairwise(REGISTRIES | {"task": tasks}, length, forbidden=NOT_STACKED)
    return tuple(experiment(length, **row) for row in rows)  # type: ignore[arg-type]


def experiment(length: int, **row: Any) -> Experiment:
    layers, residual = row.get("stack", (1, False))
    network = RNN(
        cell=row.get("cell", "tanh"),
        hidden_size=HIDDEN,
        sequence_length=length,
        stacked_layers=layers,
        stacked_residual=residual,
        initializer="glorot_uniform",
        recurrent_initializer="orthogonal",  # whose signals neither vanish nor explode at once
        forget_bias=1.0,
        normalization=row.get("normalization", "none"),
        window=row.get("window", 0),
        loss_at=row.get("loss_at", "last"),
    )
    task = row.get("task", "recall")
    return Experiment(task, network, "adam", 0.01, batch_size=BATCH, clipping="norm", max_norm=1.0, steps=21)


def label(e: Experiment) -> str:
    n = rnn_of(e)
    residual = "residual" if n.stacked_residual else "plain"
    parts = n.cell, n.normalization, n.stacked_layers, residual, n.window, n.loss_at, e.task, n.sequence_length
    return "-".join(map(str, parts))


class Case(NamedTuple):
    """inspected: what the engine says of a step; true: the twin from the same weights and sequences; rounded: it in
    float32, its weights and states shaken by a rounding."""

    experiment: Experiment
    inspected: Any
    true: Truth
    rounded: Truth


def case_of(e: Experiment, step: int = STEP) -> Case:
    seen = gradflow.inspect(e, step)
    start = parameters_of(seen.parameters)
    now, told = e.at(step), (seen.inputs, seen.targets)
    return Case(e, seen, truth_of(now, start, *told), truth_of(now, nudged(start), *told, dtype=np.float32))


def parameters_of(said: Any) -> Parameters:
    """Of parameters or gradients that the engine says it has."""
    alone = [[said.output_weight], [said.output_bias]]
    return Parameters(*(getattr(said, name) for name in Parameters._fields[:6]), *alone)


def nudged(start: Parameters) -> Parameters:
    """Every number moved by up to one rounding of float32, at random."""
    rng = np.random.default_rng(0)
    return Parameters(*([a * (1 + ROUNDING * rng.uniform(-1, 1, a.shape)) for a in field] for field in start))


def in_time(true: Array, rounded: Array, downward: bool = False) -> Rounded:
    """[layer, time, ...] as a quantity with one array a time step, of all layers."""
    return Rounded(list(true.swapaxes(0, 1)), list(rounded.swapaxes(0, 1)), downward)


FORWARD = ("outputs", "states", "cells")
BACKWARD = ("signals", "cell_signals")


def quantities(case: Case) -> dict[str, Rounded]:
    """Everything compared entry by entry: time step by time step, and parameter by parameter."""
    true, rounded = case.true, case.rounded
    layers = slice(None if rnn_of(case.experiment).cell == "lstm" else 0)
    compared = {
        "loss": Rounded([np.array(true.loss)], [np.array(rounded.loss)]),
        "outputs": Rounded(list(true.outputs), list(rounded.outputs)),
        "states": in_time(true.states, rounded.states),
        "signals": in_time(true.signals, rounded.signals, downward=True),
        "cells": in_time(true.cells[layers], rounded.cells[layers]),
        "cell_signals": in_time(true.cell_signals[layers], rounded.cell_signals[layers], downward=True),
    }
    compared |= {name: in_time(rows, rounded.openings[name]) for name, rows in true.openings.items()}
    for name in Parameters._fields:
        compared[f"gradient of {name}"] = Rounded(getattr(true.gradients, name), getattr(rounded.gradients, name))
    return compared


def said_of(case: Case) -> dict[str, list[Array]]:
    """The engine's side of `quantities`."""
    seen = case.inspected
    said = {name: list(getattr(seen, name).swapaxes(0, 1)) for name in ("states", "signals", "cells", "cell_signals")}
    said |= {name: list(rows.swapaxes(0, 1)) for name, rows in seen.openings.items()}
    gradients = parameters_of(seen.gradients)
    said |= {f"gradient of {name}": getattr(gradients, name) for name in Parameters._fields}
    return said | {"loss": [np.array(seen.loss)], "outputs": list(seen.outputs)}
