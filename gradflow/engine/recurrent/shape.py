"""What a recurrent network's compiled program depends on; cell, length and everything else are traced."""

from typing import NamedTuple

from gradflow.experiment import Experiment
from gradflow.networks import MAX_LENGTH, RNN, downcast
from gradflow.tasks import task_of

CAPACITY = MAX_LENGTH  # time steps every buffer has room for; the sweeps visit only the first `length`


class RecurrentShape(NamedTuple):
    """One compiled program serves all experiments of one shape."""

    inputs: int
    outputs: int
    classification: bool
    width: int
    batch: int
    layers: int

    def of_chunk(self) -> "RecurrentShape":
        """What a chunk's program depends on."""
        return self

    def of_held_out(self) -> "RecurrentShape":
        """What a look at held-out sequences depends on: not on the size of a batch."""
        return self._replace(batch=0)


def shape_of(experiment: Experiment) -> RecurrentShape:
    """The shape of an experiment whose changes are made."""
    task, network = task_of(experiment.task), downcast(experiment.network, RNN)
    return RecurrentShape(
        inputs=task.inputs,
        outputs=task.outputs,
        classification=task.objective == "classification",
        width=network.hidden_size,
        batch=experiment.batch_size,
        layers=network.stacked_layers,
    )
