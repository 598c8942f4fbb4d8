"""Traces made by formula: what a figure is given, without training anything."""

import numpy as np

from gradflow.experiment import MLP, Experiment
from gradflow.trace import LayeredTrace


def sample(
    steps: int, depth: int = 20, budget: int = 300, decades_per_layer: float = 0.65, task: str = "digits", **ends: float
) -> LayeredTrace:
    """A run of which `steps` of `budget` are done; the signal loses decades_per_layer on its way down.

    ends: arrays, by name, whose last row is this value (infinity, NaN or 0).
    """
    experiment = Experiment(task=task, network=MLP(depth=depth), steps=budget)
    random = np.random.default_rng(0)
    step = np.arange(steps)
    below = np.arange(depth)[::-1]  # layers between each layer and the output
    noise = 10 ** random.normal(0, 0.05, (steps, depth))
    signal = 10.0 ** (-4 - decades_per_layer * below) * noise
    loss = 2.3 * np.exp(-step / 200) * 10 ** random.normal(0, 0.01, steps)
    rarely = np.where(step % 20 == 0, 1.0, np.nan)
    arrays = {
        "loss": loss,
        "accuracy": 1 - loss / 2.6,
        "held_out_loss": 1.05 * loss * rarely,
        "held_out_accuracy": (1 - loss / 2.5) * rarely,
        "activation_cosine": np.full(steps, 0.3),
        "raw_norm": np.sqrt((signal**2).sum(axis=1)),
        "clipped_norm": np.sqrt((signal**2).sum(axis=1)),
        "update_norm": 0.1 * np.sqrt((signal**2).sum(axis=1)),
        "activation_rms": 0.5 * noise,
        "signal_rms": signal,
        "activation_gradient_rms": 4 * signal,
        "weight_gradient_rms": 6 * signal,
        "update_ratio": 0.1 * signal,
        "saturated_fraction": np.full((steps, depth), 0.1),
        "dead_fraction": np.zeros((steps, depth)),
    }
    for name, value in ends.items():
        arrays[name][-1:] = value
    with np.errstate(over="ignore", under="ignore"):
        return LayeredTrace(experiment, **{name: array.astype(np.float32) for name, array in arrays.items()})


def first(trace: LayeredTrace, steps: int) -> LayeredTrace:
    """The same run, earlier."""
    return LayeredTrace(trace.experiment, **{name: array[:steps] for name, array in trace.arrays().items()})
