"""Transfer: a layered network begins with layers of another that was trained before."""

from typing import Any

import numpy as np

from gradflow.engine.core.train_state import TrainState
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.stack.parameters import LayeredEnds
from gradflow.experiment import Experiment


def taken_over(fresh: TrainState, source: TrainState, experiment: Experiment, shape: LayeredShape) -> TrainState:
    """The fresh state with the source's lowest layers, all that belongs to them, on the host.

    The output layer is the source's where all layers are and it answered the same task; else it is drawn.
    """
    depth = experiment.network.depth
    count = min(experiment.copied_layers, depth)
    parameters: Any = np.array(fresh.parameters)
    running = np.array(fresh.running)
    parameters[:count], running[:count] = source.parameters[:count], source.running[:count]
    ends, old = LayeredEnds.of(parameters, shape), LayeredEnds.of(source.parameters, shape)
    whole = count == depth and experiment.source_task == experiment.task
    for name, part, learned in zip(ends._fields, ends, old, strict=True):
        if whole or name.startswith("first"):
            part[...] = learned  # type: ignore[index]
    return TrainState(parameters, fresh.memory, running)  # type: ignore[arg-type]
