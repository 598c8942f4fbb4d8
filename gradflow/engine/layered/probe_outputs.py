"""The network's outputs at a task's probes, by a compiled program of their own.

Nobody pays for it who does not look: it is compiled at the first look.
"""

from functools import lru_cache, partial
from typing import Any

import jax
import numpy as np
from jax import Array, lax
from jaxtyping import Float
from numpy.typing import NDArray

from gradflow.engine.core.compiler import SOONER
from gradflow.engine.core.program_cache import compile_once
from gradflow.engine.core.train_state import TrainState
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.program import outputs_on
from gradflow.engine.layered.samples import filled_probes
from gradflow.engine.layered.shape import LayeredShape
from gradflow.experiment import Experiment
from gradflow.tasks import probes_of, task_of

AT_ONCE = 200  # probes; the buffers of a sweep over the whole plane at once would take half a gigabyte at width 256


def probe_outputs(
    experiment: Experiment, shape: LayeredShape, hyper: LayeredHyperparameters, state: TrainState
) -> NDArray[np.float32]:
    """[probe, output], probabilities where there are classes."""
    program, probes = probe_program_of(shape), probes_of(experiment.task)
    with compile_once(program):
        asked = filled_probes(task_of(experiment.task), probes, shape.inputs)
        return np.asarray(program(state, asked, hyper))[: len(probes)]


def probe_program_of(shape: LayeredShape) -> Any:
    """The jitted look at the probes; the sizes of batches and of the data do not matter to it."""
    return _jitted(shape.of_look())


@lru_cache(maxsize=64)
def _jitted(shape: LayeredShape) -> Any:
    return jax.jit(partial(_at_probes, shape), compiler_options=SOONER)


def _at_probes(
    shape: LayeredShape, state: TrainState, probes: Float[Array, "probe input"], hyper: LayeredHyperparameters
) -> Float[Array, "probe output"]:
    """probes [probe, input] -> [probe, output]."""
    parts = probes.reshape(-(-len(probes) // AT_ONCE), -1, shape.inputs)
    outputs = lax.map(lambda part: outputs_on(shape, state, part, hyper), parts).reshape(-1, shape.outputs)
    return jax.nn.softmax(outputs) if shape.classification else outputs
