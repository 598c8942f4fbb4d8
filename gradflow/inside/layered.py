"""The anatomy of a layered network's step, of a convolutional one too."""

from typing import Any

import numpy as np

from gradflow.experiment import Experiment
from gradflow.inside.anatomy import Anatomy
from gradflow.inside.layered_way import LayeredWay, placed


def layered(experiment: Experiment, step: Any) -> Anatomy:
    """The anatomy of a step of this experiment."""
    read = LayeredWay(experiment, step)
    shape = placed(step.slopes[0]).shape
    start = np.broadcast_to(np.random.default_rng(0).normal(size=shape[1:]), shape)
    sent_back = dict(read.back(start, alone=True))
    return Anatomy(
        activations=step.activations,
        signals=step.signals,
        entering=read.entering,
        onto=lambda layer: read.onto(layer, read.wide("signals", layer)),
        sent_back=np.stack([sent_back[layer].reshape(len(start), -1) for layer in range(read.depth)]),
        inputs=step.inputs,
        jacobian=read.jacobian,
        product=read.product,
        onto_trained=lambda layer, onto: making.onto_made_of(onto) if (making := read.making(layer)) else onto,
    )
