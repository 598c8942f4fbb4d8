"""The compiled program of a shape that asks the network for its answers at a task's probes.

Nobody pays for it who does not look: it is a program of its own, compiled at the first look.
"""

from functools import lru_cache, partial
from typing import Any

import jax
from jax import Array, lax

from gradflow.engine.knobs import Knobs
from gradflow.engine.layered import LAYERED, outputs_on
from gradflow.engine.shapes import Shape
from gradflow.engine.state import State

AT_ONCE = 200  # probes; the buffers of a sweep over the whole plane at once would take half a gigabyte at width 256


def _answers(shape: Shape, state: State, probes: Array, knobs: Knobs) -> Array:
    """probes [probe, input] -> [probe, output], probabilities where there are classes."""
    parts = probes.reshape(-(-len(probes) // AT_ONCE), -1, shape.inputs)
    outputs = lax.map(lambda part: outputs_on(shape, state, part, knobs), parts).reshape(-1, shape.outputs)
    return jax.nn.softmax(outputs) if shape.classification else outputs


def answers_of(shape: Shape) -> Any:
    """The jitted look at the answers; the sizes of batches and of the data do not matter to it."""
    return _program(shape._replace(samples=0, held_out=0, batch=0))


@lru_cache(maxsize=64)
def _program(shape: Shape) -> Any:
    return jax.jit(partial(_answers, shape), compiler_options=LAYERED.compiler)
