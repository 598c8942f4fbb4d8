"""Shapes: what a compiled program depends on. Everything else is traced, and changing it compiles nothing."""

from math import isqrt
from typing import NamedTuple

from gradflow.experiment import Experiment
from gradflow.networks import MAX_DEPTH, Layered, downcast
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.tasks import task_of

CAPACITY = MAX_DEPTH  # layers every buffer has room for; the sweeps visit only the first `depth`


class LayeredShape(NamedTuple):
    """One compiled program serves all experiments of one shape.

    inputs: room for them, a power of two (`gradflow.engine.layered.samples`). samples, held_out: how many there are;
    the chunk's program depends on neither, for it has room for all samples a task may have. side: of the square of
    positions at which a layer computes its units, 1 where they have no place. taps: positions that a unit reads below.
    block: layers of a dense block, whose activations the weights of each have rows for. drops: whether a step of
    training leaves units out.
    """

    inputs: int
    outputs: int
    classification: bool
    samples: int
    held_out: int
    width: int
    batch: int
    gated: bool
    joined: bool
    precision: str
    side: int = 1
    taps: int = 1
    block: int = 1
    reparametrization: str = "none"
    drops: bool = False

    @property
    def made(self) -> bool:
        """Whether weights are made of others."""
        return self.reparametrization != "none"

    @property
    def positions(self) -> int:
        return self.side**2

    @property
    def rows(self) -> int:
        """Rows of a layer's values: one a sample and position."""
        return self.batch * self.positions

    @property
    def fan_in(self) -> int:
        """Rows of the weights into a hidden layer."""
        return self.taps * self.block * self.width

    @property
    def first_fan_in(self) -> int:
        """Rows of the weights from the inputs."""
        return self.taps * self.inputs // self.positions

    def of_chunk(self) -> "LayeredShape":
        """What a chunk's program depends on: not on how many samples there are."""
        return self._replace(samples=0, held_out=0)

    def of_held_out(self) -> "LayeredShape":
        """What a look at held-out data depends on: neither on batches nor on the training part; all units take part."""
        return self._replace(samples=0, batch=0, drops=False)

    def of_look(self) -> "LayeredShape":
        """What a look at a task's probes depends on, as little as that."""
        return self.of_held_out()._replace(held_out=0)


def padded_size(count: int) -> int:
    """The power of two that is not smaller: every task of our own has as many inputs."""
    return 1 << (count - 1).bit_length()


def shape_of(experiment: Experiment) -> LayeredShape:
    """The shape of an experiment whose changes are made (`Experiment.at`).

    Full-batch gradient descent is a batch size: the whole training part. No batch is larger.
    """
    network, task = downcast(experiment.network, Layered), task_of(experiment.data)
    samples = len(task.data.inputs)
    full = OPTIMIZERS[experiment.optimizer].full_batch
    return LayeredShape(
        inputs=padded_size(task.inputs),
        outputs=task.outputs,
        classification=task.objective == "classification",
        samples=samples,
        held_out=len(task.data.held_out_inputs),
        width=network.width,
        batch=samples if full else min(experiment.batch_size, samples),
        gated=CONNECTIONS[network.connection].gated,
        joined=CONNECTIONS[network.connection].of_activations,
        precision=experiment.precision,
        side=1 if network.taps == 1 else isqrt(task.inputs),
        taps=network.taps,
        block=network.block,
        reparametrization=network.reparametrized,
        drops=network.dropout > 0,
    )
