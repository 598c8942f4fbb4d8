"""Consequences: what there is to say of a change beside its factors, by rule and from both runs."""

import math

import numpy as np

from gradflow.numbers import percent, size
from gradflow.parts.cells import CELLS
from gradflow.text import Words
from gradflow.trace import Trace

WORSE = 0.1  # so much less of all answers right is more than luck
CLOSES = 0.95  # from here on a gate keeps so much of the old state that nothing need be said of it


def consequences(now: Trace, before: Trace, changed: list[str], fell: bool, words: Words) -> str:
    """Sentences, each with a space before it; "" where there is nothing to say. fell: less of the signal arrives."""
    return "".join(
        [_of_gate(now, changed, words), _of_normalization(now, changed, fell, words), _of_answers(now, before, words)]
    )


def right_by(trace: Trace, step: int) -> float | None:
    """The latest share of right answers on held-out data up to a step."""
    seen = trace.held_out_accuracy[: step + 1]
    seen = seen[np.isfinite(seen)]
    return float(seen[-1]) if seen.size else None


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


def _of_answers(now: Trace, before: Trace, words: Words) -> str:
    """Where a change has cost right answers."""
    step = min(len(now), len(before)) - 1
    right, past = right_by(now, step), right_by(before, step)
    if right is None or past is None or past - right < WORSE:
        return ""
    return words("why.worse", step=step, right=percent(right), right_before=percent(past))
