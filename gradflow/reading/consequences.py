"""Consequences: what there is to say of a change beside its factors, by rule and from both runs."""

import math

import numpy as np

from gradflow.diagnosis.thresholds import BORDERLINE
from gradflow.diagnosis.verdicts.quality import latest
from gradflow.numbers import percent, size
from gradflow.parts.cells import CELLS
from gradflow.text import Words
from gradflow.trace import Trace

LUCK = 0.04  # so much is none: two standard deviations between two shares of 360 digits near 90 %
CLOSES = 0.95  # from here on a gate keeps so much of the old state that nothing need be said of it


def consequences(now: Trace, before: Trace, changed: list[str], after: float, past: float, words: Words) -> str:
    """Sentences, each with a space before it; "" where there is nothing to say. after, past: decades of layer 1's
    signal over the last one's, with the change and without."""
    passed = max(abs(after), abs(past)) < BORDERLINE
    return "".join(
        [
            _of_gate(now, changed, words),
            _of_normalization(now, changed, after < past, words),
            of_answers(now, before, passed, words),
        ]
    )


def right_by(trace: Trace, step: int) -> float | None:
    """The share of right answers on held-out data that is said of a step."""
    share = latest(trace.held_out_accuracy[: step + 1])
    return share if np.isfinite(share) else None


def _of_gate(now: Trace, changed: list[str], words: Words) -> str:
    """A gated cell keeps what its gate lets through, and at first that is decided by its bias alone."""
    values = now.experiment.values()
    cell = CELLS.get(str(values.get("cell")))
    if cell is None or cell.carry is None or not {"cell", "forget_bias"} & set(changed):
        return ""
    bias = float(values["forget_bias"])  # type: ignore[arg-type]
    share = 1 / (1 + math.exp(-bias))
    return words("why.gate", bias=size(bias), share=percent(share)) if share < CLOSES else ""


def _of_normalization(now: Trace, changed: list[str], fell: bool, words: Words) -> str:
    """What is normalized at every time step has the same size whatever matrix made it."""
    values = now.experiment.values()
    both = values.get("recurrent_initializer") == "orthogonal" and values["normalization"] != "none"
    told = {"recurrent_initializer", "normalization"} & set(changed)
    return words("why.squashed") if fell and both and told and values["cell"] == "tanh" else ""


def of_answers(now: Trace, before: Trace, passed: bool, words: Words) -> str:
    """The right answers of both; where a change has brought none that can be told from chance, that, and where the
    signal passed without it as well, that too."""
    step = min(len(now), len(before)) - 1
    right, past = right_by(now, step), right_by(before, step)
    if right is None or past is None:
        return ""
    told = {"step": step, "right": percent(right), "right_before": percent(past)}
    if passed and alike(right, past):
        return words("why.nothing", **told)
    return words("why.answers", **told) + (words("why.luck") if alike(right, past) else "")


def alike(right: float, past: float) -> bool:
    """Whether two shares of right answers differ by no more than chance makes."""
    return abs(right - past) < LUCK
