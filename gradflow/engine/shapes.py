"""Shapes: what a compiled program depends on. Everything else is traced, and changing it compiles nothing."""

from typing import NamedTuple

from gradflow.experiment import Experiment
from gradflow.network import MAX_DEPTH
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.tasks import TASKS, data_of

CAPACITY = MAX_DEPTH  # layers every buffer has room for; the sweeps visit only the first `depth`


class Shape(NamedTuple):
    """One compiled program serves all experiments of one shape."""

    inputs: int
    outputs: int
    classification: bool
    samples: int
    held_out: int
    width: int
    batch: int
    gated: bool
    precision: str


def shape_of(experiment: Experiment) -> Shape:
    """The shape of an experiment whose changes are made (`Experiment.at`).

    Full-batch gradient descent is a batch size: the whole training part. No batch is larger.
    """
    task, data = TASKS[experiment.task], data_of(experiment.task)
    samples = len(data.inputs)
    full = OPTIMIZERS[experiment.optimizer].full_batch
    return Shape(
        inputs=task.inputs,
        outputs=task.outputs,
        classification=task.kind == "classification",
        samples=samples,
        held_out=len(data.held_out_inputs),
        width=experiment.network.width,
        batch=samples if full else min(experiment.batch_size, samples),
        gated=CONNECTIONS[experiment.network.connection].gated,
        precision=experiment.precision,
    )
