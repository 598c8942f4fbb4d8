"""Marks: what a run says of an answer. Which sentence says so, its key tells; the sentence is in the lesson's words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gradflow.casebook.rule import decided
from gradflow.experiment import Experiment
from gradflow.lessons.drawn import Drawn, judged
from gradflow.lessons.lesson import Asked, Misconception
from gradflow.lessons.prompt import Choose, Estimate, Option, Sketch
from gradflow.lessons.readings import CURVES, LAST, Places, Values, curve, handles_of, reading
from gradflow.trace import Trace

Answer = str | float | tuple[float, ...]


@dataclass(frozen=True)
class Marked:
    """said: the key under "feedback" of the sentence about this answer. measured: the number, None of a drawing.
    right_option: the name of the answer that was right. instead: the run in which this answer would have been.
    drawn: what the rules say of a drawing; curve: what was measured at its handles."""

    right: bool
    said: str
    measured: float | None = None
    right_option: str = ""
    instead: Experiment | None = None
    drawn: Drawn | None = None
    curve: tuple[float, ...] = field(default=())


def fitting(options: Sequence[Option], value: float) -> str:
    """The name of the option that holds the value; "" where it is none or more than one."""
    found = [option.name for option in options if option.low <= value <= option.high]
    return found[0] if len(found) == 1 else ""


def right_option(prompt: Choose, value: float) -> str:
    """The name of the right one, "" where the run does not say."""
    return prompt.right or fitting(prompt.options, value)


def marked(
    asked: Asked,
    answer: Answer,
    trace: Trace,
    before: Trace | None = None,
    band: Values | None = None,
    others: Sequence[Trace] = (),
) -> Marked:
    """trace: of the run that decides; before: of the one that it is beside. band: the same curve over seeds,
    [seed, depth]. others: of the runs that a drawing may be mistaken for, in the order of `mistaken_runs`."""
    prompt = asked.prompt
    if isinstance(prompt, Choose):
        value = reading(prompt, trace, before)
        right = right_option(prompt, value)
        chosen = next(option for option in prompt.options if option.name == answer)
        instead = asked.experiment.replace(**chosen.true_with) if chosen.true_with and answer != right else None
        return Marked(answer == right, chosen.name, value, right, instead)
    if isinstance(prompt, Estimate):
        value = reading(prompt, trace, before)
        off = float(answer) - value  # type: ignore[arg-type]
        right = abs(off) <= prompt.within
        return Marked(right, "right" if right else "low" if off < 0 else "high", value)
    assert isinstance(prompt, Sketch)
    at = handles_of(prompt, trace.depth) - 1
    given = CURVES[prompt.reads][1]
    measured = curve(prompt.reads, trace, prompt.at)[at]
    seen = None if band is None else np.array([whole(each, prompt) for each in band[:, at]])
    said = judged(np.asarray(answer, float), whole(measured, prompt), given, seen)  # type: ignore[arg-type]
    name = "right" if said.full else _mistaken(prompt, answer, at, trace, others) or "wrong"
    meant = next((each.changes for each in prompt.mistaken if each.name == name), {})
    instead = asked.experiment.replace(**meant) if meant else None
    return Marked(said.full, name, instead=instead, drawn=said, curve=tuple(map(float, measured)))


def whole(measured: Values, prompt: Sketch) -> Values:
    """Where a size is 0 or beyond all numbers: the edge of the drawing to which the curve went before."""
    known = measured[np.isfinite(measured)]
    edge = prompt.high if known.size and known[0 if CURVES[prompt.reads][1] == LAST else -1] > 0 else prompt.low
    return np.where(np.isfinite(measured), measured, edge)


def mistaken_runs(asked: Asked) -> list[Experiment]:
    """The runs of other settings that a drawing may be mistaken for."""
    named = asked.prompt.mistaken if isinstance(asked.prompt, Sketch) else ()
    return [asked.experiment.replace(**each.changes) for each in named if each.changes]


def _mistaken(prompt: Sketch, answer: Answer, at: Places, trace: Trace, others: Sequence[Trace]) -> str:
    """The name of the curve that the drawing is of, "" where it is none of those that are known."""
    left = list(others)
    for each in prompt.mistaken:
        run = left.pop(0) if each.changes and left else trace
        reads = each.reads or prompt.reads
        other = curve(reads, run, prompt.at)[at]
        said = judged(np.asarray(answer, float), other, CURVES[reads][1])  # type: ignore[arg-type]
        if np.isfinite(other).all() and said.right["direction"] and said.right["total"]:
            return each.name
    return ""


def voted(misconception: Misconception, traces: Sequence[Trace]) -> str:
    """What the runs say of the sentence: "true", "depends" or "false"."""
    return decided(misconception.rule, traces)
