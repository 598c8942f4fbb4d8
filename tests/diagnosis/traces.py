"""Traces made up for one purpose: healthy in everything that is not named."""

from typing import Any

import numpy as np

from gradflow.experiment import Experiment
from gradflow.trace import Trace, trace_class

DEPTH = 10


def profile(decades: float, depth: int = DEPTH) -> np.ndarray:
    """A straight log profile: 10^decades at the first layer, 1 at the last."""
    return np.logspace(decades, 0, depth)


def trace_of(experiment: Experiment | None = None, steps: int = 1, **columns: Any) -> Any:
    """Every step alike, of the class of the experiment's family.

    A column may be given as [depth], [steps, depth] or, for the scalar ones, a number.
    """
    experiment = experiment or Experiment()
    made: type[Trace] = trace_class(experiment)
    depth = np.shape(columns.get("signal_rms", np.ones(DEPTH)))[-1]
    layers = {name: np.ones(depth) for name in made.names("depth")}
    layers |= {"update_ratio": np.full(depth, 1e-3)}
    layers |= {name: np.zeros(depth) for name in ("saturated_fraction", "dead_fraction")}
    filled: dict[str, Any] = {name: layers.get(name, 1.0) for name in made.names()}
    filled |= {"activation_cosine": 0.0} | columns
    shapes = {name: (steps, depth) if name in layers else (steps,) for name in filled}
    arrays = {name: np.array(np.broadcast_to(value, shapes[name]), np.float32) for name, value in filled.items()}
    along = {"layer": "depth", "time": "sequence_length"}[experiment.family.axis]
    return made(experiment.replace(**{along: depth}), **arrays)
