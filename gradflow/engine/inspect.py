"""Inspect: one step of an experiment in full."""

from typing import Any

from gradflow.engine.architectures import architecture_of
from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment


def inspect(experiment: Experiment, step: int = 0) -> Any:
    """Train up to `step` and return that step in full, before its update (NumPy arrays): a Step of a layered
    network (`gradflow.engine.layered.inspect`), a RecurrentStep (`gradflow.engine.recurrent.inspect`) of a
    recurrent one.

    step may be 0 to experiment.steps. Nothing is scaled: every array is the tensor that the step computes with.
    Raises ValueError for another step, or if the run ended before; KeyError where the experiment's own data is held no
    longer.

    >>> import gradflow
    >>> step = gradflow.inspect(gradflow.Experiment(network=gradflow.MLP(depth=20, width=8), steps=20), step=5)
    >>> step.signals.shape  # layer, sample, unit
    (20, 128, 8)
    >>> len(step.weights), step.weights[0].shape, step.gradients.weights[0].shape
    (21, (64, 8), (64, 8))
    """
    if not 0 <= step <= experiment.steps:
        raise ValueError(f"step = {step}: allowed is a whole number from 0 to {experiment.steps}")
    training = begin_training(experiment)
    while training.pretraining:
        training.advance()
    while training.step < step and not training.finished:
        training.advance(step - training.step)
    if training.step < step:
        raise ValueError(f"step = {step}: the run ended at step {training.step - 1}, where its values are not finite")
    return architecture_of(experiment).inspect(experiment, step, *training.now())
