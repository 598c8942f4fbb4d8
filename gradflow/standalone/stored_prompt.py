"""A prompt with its answer, so that a page can judge what is predicted without asking anybody."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from gradflow.experiment import Experiment
from gradflow.lessons.bank import right_mark
from gradflow.lessons.drawn import BEND, ENOUGH, LEVEL, OFF, PARTS
from gradflow.lessons.lesson import Asked
from gradflow.lessons.mark import whole
from gradflow.lessons.over_seeds import over_the_seeds
from gradflow.lessons.prompt import Choose, Estimate, Sketch
from gradflow.lessons.readings import CURVES, LAST, Values, curve, handles_of
from gradflow.lessons.say import ANSWER, SHARES, between, field_label, filled, measured, options_of
from gradflow.lessons.shown.board import listed, told
from gradflow.lessons.shown.rules import share_of
from gradflow.service.training.seed_band import Profiles
from gradflow.standalone.markup import marked_up
from gradflow.text import Words
from gradflow.trace import Trace

Record = dict[str, Any]
KEEP = "\ue010"  # stands for {answer}, which the page fills in


def stored_prompt(
    asked: Asked,
    key: str,
    trace: Trace,
    before: Trace | None,
    others: Sequence[Trace],
    band: Callable[[Experiment], Profiles],
    words: Words,
) -> Record:
    """trace: of the run that decides; before: of the one that it is beside; others: of those that a drawing may be
    mistaken for. band: the first step's signal over seeds."""
    prompt = asked.prompt
    right, mark = right_mark(asked, trace, before)

    def fill(name: str, answer: Any = right) -> str:
        text = words(f"{asked.key}.{name}")
        if not isinstance(prompt, Choose):
            text = text.replace(f"{{{ANSWER}}}", KEEP)
        return marked_up(filled(text, prompt, answer, mark, trace)).replace(KEEP, f"{{{ANSWER}}}")

    own = {
        "question": marked_up(f"**{words(f'{asked.key}.question')}**"),
        "explained": fill("answer"),
        "measured": measured(prompt, mark),
    }
    if isinstance(prompt, Choose):
        options = [
            {
                "name": name,
                "text": text,
                "feedback": fill(f"feedback.{name}", name),
            }
            for name, text in options_of(asked.key, prompt, words).items()
        ]
        return own | {"kind": "choice", "options": options, "answer": right}
    if isinstance(prompt, Estimate):
        return own | {
            "kind": "number",
            "low": prompt.low,
            "high": prompt.high,
            "within": prompt.within,
            "decades": prompt.decades,
            "whole": prompt.whole,
            "share": prompt.reads in SHARES,
            "label": field_label(prompt, words),
            "between": between(prompt, words),
            "answer": float(right),
            "feedback": {name: fill(f"feedback.{name}") for name in ("right", "low", "high")},
        }
    assert isinstance(prompt, Sketch)
    return own | {"kind": "curve"} | _curve(asked, prompt, key, trace, before, others, band, words, fill)


def _curve(
    asked: Asked,
    prompt: Sketch,
    key: str,
    trace: Trace,
    before: Trace | None,
    others: Sequence[Trace],
    band: Callable[[Experiment], Profiles],
    words: Words,
    fill: Callable[[str], str],
) -> Record:
    """The board, the measured curve, and what the rules need; the constants of the rules come along."""
    at = handles_of(prompt, trace.depth) - 1
    seeds = band(asked.experiment)[:, at] if over_the_seeds(prompt) else None
    drawn = curve(prompt.reads, trace, prompt.at)[at]
    truth = whole(drawn, prompt)
    seen = truth[None] if seeds is None else np.array([whole(each, prompt) for each in seeds])
    left, mistaken = list(others), []
    for each in prompt.mistaken:
        run = left.pop(0) if each.changes else trace
        other = curve(each.reads or prompt.reads, run, prompt.at)[at]
        if np.isfinite(other).all():
            mistaken.append({"name": each.name, "truth": _rounded(other)})
    spoken = words.along(asked.experiment.family.axis)
    rules = {
        **{f"{name}.yes": spoken(f"lessons.rule.{name}.yes") for name in ("direction", "total", "bend")},
        **{f"{name}.no": spoken(f"lessons.rule.{name}.no") for name in ("direction", "total")},
        **{f"share.{holds}": spoken(f"lessons.rule.{share_of(prompt)}.{holds}") for holds in ("yes", "no")},
        **{f"bend.{name}": spoken(f"lessons.rule.bend.{name}") for name in ("straight", "bent", "elsewhere")},
        **{f"goes.{name}": spoken(f"lessons.goes.{name}") for name in ("falls", "level", "rises")},
    }
    return {
        "board": told(asked, key, words) | {"ghost": _ghost(prompt, before, at)},
        "run": listed(drawn),
        "truth": _rounded(truth),
        "seeds": [_rounded(each) for each in seen],
        "band": None if seeds is None else [_rounded(seen.min(axis=0)), _rounded(seen.max(axis=0))],
        "mistaken": mistaken,
        "rules": rules,
        "judge": {"parts": PARTS, "level": LEVEL, "bend": BEND, "off": OFF, "enough": ENOUGH},
        "last": CURVES[prompt.reads][1] == LAST,
        "feedback": {name: fill(f"feedback.{name}") for name in ("right", "wrong", *(m["name"] for m in mistaken))},
    }


def _ghost(prompt: Sketch, before: Trace | None, at: Any) -> Any:
    return None if before is None else listed(curve(prompt.reads, before, prompt.at)[at])


def _rounded(values: Values) -> list[float]:
    return [round(float(each), 3) for each in values]
