"""The anatomy of a layered network's step."""

from typing import Any

import numpy as np

from gradflow.experiment import Experiment
from gradflow.inside.anatomy import Anatomy
from gradflow.inside.layered_way import LayeredWay


def layered(experiment: Experiment, step: Any) -> Anatomy:
    """The anatomy of a step of this experiment."""
    read = LayeredWay(experiment, step)
    depth, (batch, width) = read.depth, step.activations.shape[1:]
    start = np.broadcast_to(np.random.default_rng(0).normal(size=width), (batch, width))
    onto = [read.onto(layer, np.asarray(step.signals[layer], np.float64)) for layer in range(depth)]
    return Anatomy(
        activations=step.activations,
        signals=step.signals,
        entering=[read.entering(layer) for layer in range(depth)],
        onto=onto,
        sent_back=read.back(start, alone=True),
        inputs=step.inputs,
        jacobian=read.jacobian,
        product=read.product,
        onto_trained=read.onto_trained,
    )
