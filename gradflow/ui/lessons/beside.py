"""An answer and what was measured, beside each other: on a scale, in a list of options, or rule by rule."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from gradflow.lessons.lesson import Asked
from gradflow.lessons.mark import Marked
from gradflow.lessons.memory import Given
from gradflow.lessons.prompt import Choose, Estimate
from gradflow.lessons.say import meant, measured, options_of, verdict
from gradflow.lessons.shown.rules import ruled
from gradflow.text import Words


def beside_each_other(asked: Asked, given: Given, mark: Marked, words: Words) -> None:
    prompt = asked.prompt
    said_first = words(f"lessons.{verdict(prompt, given.answer, mark)}")
    st.html(f'<p class="gradflow-verdict {"right" if mark.right else "wrong"}">{escape(said_first)}</p>')
    if isinstance(prompt, Choose):
        told = words("lessons.was_measured", value=measured(prompt, mark))
        st.html(listed(options_of(asked.key, prompt, words), given, mark.right_option, told, words))
    elif isinstance(prompt, Estimate) and mark.measured is not None:
        said = {"you": meant(prompt, given.answer, mark), "run": measured(prompt, mark)}
        st.html(_scale(prompt, float(given.answer), mark.measured, said, words))  # type: ignore[arg-type]
    elif mark.drawn is not None:
        spoken = words.along(asked.experiment.family.axis)
        rows = [_rule(right, text) for right, text in ruled(asked, mark.drawn, spoken)]
        st.html(f'<ul class="gradflow-rules">{"".join(rows)}</ul>')


def _rule(right: bool, text: str) -> str:
    kind, sign = ("right", "✓") if right else ("wrong", "✗")
    return f'<li class="{kind}"><span aria-hidden="true">{sign}</span> {escape(text)}</li>'


def listed(options: Mapping[str, str], given: Given, right: str, told: str, words: Words) -> str:
    """Every option, the learner's and the right one marked in words too. told: of the right one."""
    rows: list[str] = []
    for name, text in options.items():
        kind = "right" if name == right else "wrong" if name == given.answer else ""
        marks = badges([words("lessons.yours")] * (name == given.answer) + [told] * (name == right))
        rows.append(f'<li class="{kind}">{escape(text)} {marks}</li>')
    return f'<ul class="gradflow-options">{"".join(rows)}</ul>'


def badges(marks: Sequence[str]) -> str:
    """What is said about an option, apart from what it says itself."""
    return " ".join(f"<b>{escape(each)}</b>" for each in marks)


def _scale(prompt: Estimate, answer: float, value: float, said: dict[str, str], words: Words) -> str:
    """Both on one line, from the lowest to the highest that could be said; around what was measured, what is right."""

    def at(number: float) -> float:
        return 100 * min(max((number - prompt.low) / (prompt.high - prompt.low), 0), 1)

    low, high = at(value - prompt.within), at(value + prompt.within)
    texts = {
        "you": escape(words("lessons.you_said", value=said["you"])),
        "run": escape(words("lessons.was_measured", value=said["run"])),
    }
    marks = "".join(
        f'<span class="{name}" style="left: {place:.1f}%"></span>'
        f'<span class="{name} text {_side(place)}" style="left: {place:.1f}%">{texts[name]}</span>'
        for name, place in (("run", at(value)), ("you", at(answer)))
    )
    right = f'<span class="right" style="left: {low:.1f}%; width: {high - low:.1f}%"></span>'
    return f'<div class="gradflow-scale">{right}{marks}</div>'


def _side(place: float) -> str:
    """To which side of its mark a text has room."""
    return "start" if place < 25 else "end" if place > 75 else ""
