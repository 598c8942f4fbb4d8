"""How far a run is, and how well it does, in one line."""

from collections.abc import Sequence

import numpy as np

from gradflow.diagnosis.reach import counts_all_along
from gradflow.diagnosis.verdicts.quality import latest
from gradflow.experiment import Experiment
from gradflow.numbers import measured, percent
from gradflow.text import Words
from gradflow.trace import Trace


def progress(trace: Trace, words: Words, state: str = "done", **numbers: object) -> str:
    """The step that it is at, the loss, and any accuracies. state: done, step, ended or exhausted."""
    key = "ended" if trace.first_non_finite() and state != "exhausted" else state
    parts = [words(f"status.{key}", step=len(trace) - 1, steps=trace.experiment.steps, **numbers)]
    if np.isfinite(trace.loss[-1]):
        parts.append(words("status.loss", loss=measured(float(trace.loss[-1]))))
        over = "_over_time" if trace.axis == "time" and counts_all_along(trace.experiment) else ""
        parts += [words(f"status.{name}{over}", share=share) for name, share in _shares(trace)]
    return " · ".join(parts)


def beforehand(experiments: Sequence[Experiment], words: Words) -> str:
    """What is done before the first step of any of these runs can be seen."""
    for experiment in experiments:
        if source := experiment.source:
            return words("status.pretraining", task=words.of_choice("task", source.task), steps=source.steps)
        if experiment.start != "random":
            return words(f"status.{experiment.start}", steps=experiment.layer_steps)
    return words("status.compiling")


def _shares(trace: Trace) -> list[tuple[str, str]]:
    """The latest accuracies; none for a task without classes."""
    held_out = latest(trace.held_out_accuracy)
    shares = {"accuracy": float(trace.accuracy[-1]), "held_out": held_out}
    return [(name, percent(share)) for name, share in shares.items() if np.isfinite(share)]
