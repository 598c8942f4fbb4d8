"""One step in full: every preactivation, activation, signal and gradient."""

from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
from jax import Array

from gradflow.engine.knobs import Knobs
from gradflow.engine.layered import LAYERED, Room, onto_outputs_of
from gradflow.engine.mlp import backward, forward
from gradflow.engine.passed import Passed
from gradflow.engine.shapes import Shape
from gradflow.engine.state import Samples, State


class Whole(NamedTuple):
    """One step in full: outputs [batch, output], what the sweeps passed, and the gradients."""

    loss: Array
    outputs: Array
    passed: Passed
    signals: Array
    gradients: Array


def _whole(shape: Shape, state: State, room: Room, samples: Samples, knobs: Knobs) -> Whole:
    """One step in full, without its update; a tied matrix's gradient as each layer's share."""
    outputs, passed, _ = forward(shape, state.parameters, samples.inputs, knobs, room.passed, keep=True)
    loss, _, onto_outputs = onto_outputs_of(shape, outputs, samples.targets)
    gradients, signals, _ = backward(
        shape, state.parameters, samples.inputs, onto_outputs, knobs, passed, room.gradients, keep=True
    )
    return Whole(loss, outputs, passed, signals, gradients)


@lru_cache(maxsize=16)
def whole_of(shape: Shape) -> Any:
    """The jitted step in full."""
    return jax.jit(partial(_whole, shape), compiler_options=LAYERED.compiler)
