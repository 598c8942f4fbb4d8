"""What a lesson says of an answer, with the live numbers put in."""

import re
from collections.abc import Iterator
from string import ascii_uppercase
from typing import Any

from gradflow import numbers
from gradflow.lessons.mark import Answer, Marked
from gradflow.lessons.prompt import COUNTS, Choose, Estimate, Prompt, Sketch
from gradflow.lessons.readings import CURVES
from gradflow.presets.claim import QUANTITIES
from gradflow.text import Words
from gradflow.trace import Trace

MARK = re.compile(r"\[([^\]]+)\]\(#[\w-]+\)")  # what marks a layer in the pictures of a lesson
SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|$~:&]")  # characters that mean something in markdown
FORMULA = re.compile(r"\$([^$]+)\$")
LISTED = re.compile(r"^(\d+)\.(?= )")  # markdown makes a numbered list of it; a word joiner in between keeps it text
PLACE = re.compile(r"\$[^$]*\$|\{(\w+)\}")  # formulas have braces of their own
ANSWER, MEASURED, SIGNAL = OF_ANSWER = ("answer", "measured", "signal")
RANGE = "lessons.refused.range"  # a number that is not asked for
SHARES = ("held_out_accuracy", "training_accuracy", "saturated", "dead_in_worst_layer", "activation_cosine")


def filled(text: str, prompt: Prompt, answer: Answer, mark: Marked, trace: Trace) -> str:
    """{answer} and {measured}, {signal} for how many times as large the signal is at layer 1 as at the last, and any
    quantity by its name, at the step of the prompt."""

    def number(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0]
        if name == ANSWER:
            return meant(prompt, answer, mark)
        if name == MEASURED:
            return measured(prompt, mark)
        if prompt.at >= len(trace):  # a run that ended before
            return "–"
        reads = "signal_decades" if name == SIGNAL else name
        value = QUANTITIES[reads](trace, prompt.at)
        return "–" if value is None else _by_size(value) if name == SIGNAL else shown(reads, value)

    return LISTED.sub("\\1\u2060.", PLACE.sub(number, text))


def unmarked(text: str) -> str:
    """A text of a lesson where there are no pictures in which it could mark something.

    >>> unmarked("down to [layer 1](#layer-1)")
    'down to layer 1'
    """
    return MARK.sub(r"\1", text)


def as_written(text: str) -> str:
    """A learner's own words as a quotation: nothing of markdown or HTML is in them.

    >>> as_written("because of *it*")
    '> because of \\\\*it\\\\*'
    """
    return "\n".join(f"> {SPECIAL.sub(_escaped, line)}" for line in text.splitlines())


def with_formulas(text: str) -> str:
    """Somebody's own words as markdown in which nothing is markup but formulas between dollars.

    >>> with_formulas("is *$x^2$* a [link]?")
    'is \\\\*$x^2$\\\\* a \\\\[link\\\\]?'
    """
    parts = FORMULA.split(text)  # text and formulas by turns
    return "".join(f"${part}$" if at % 2 else SPECIAL.sub(_escaped, part) for at, part in enumerate(parts))


def formulas_of(text: str) -> list[str]:
    return FORMULA.findall(text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def options_of(key: str, prompt: Prompt, words: Words) -> dict[str, str]:
    """The options of a choice by name, each with the letter by which a class speaks of it; none of another prompt. key:
    of what is asked."""
    options = prompt.options if isinstance(prompt, Choose) else ()
    texts = [(each.name, words(f"{key}.option.{each.name}")) for each in options]
    return {name: f"{letter}. {text}" for letter, (name, text) in zip(ascii_uppercase, texts, strict=False)}


def places(text: str) -> Iterator[str]:
    """The names that a text has filled in."""
    return (found[1] for found in PLACE.finditer(text) if found[1])


def measured(prompt: Prompt, mark: Marked) -> str:
    """What was measured, as one writes it."""
    if mark.drawn is not None:
        return power_of(mark.drawn.far)
    value = float("nan") if mark.measured is None else mark.measured
    if isinstance(prompt, Choose) and prompt.beside:
        return _by_size(value)
    return shown(prompt.reads, value)


def meant(prompt: Prompt, answer: Answer, mark: Marked) -> str:
    """What was predicted, as one writes it."""
    if mark.drawn is not None:
        return power_of(mark.drawn.meant)
    if isinstance(prompt, Estimate) and isinstance(answer, float | int):
        if prompt.reads.endswith("_factor"):
            return numbers.factor(float(answer))
        return numbers.power(answer) if prompt.decades else shown(prompt.reads, float(answer))
    return str(answer)


def verdict(prompt: Prompt, answer: Answer, mark: Marked) -> str:
    """The key, under `lessons`, of what is said of an answer first. A number may be right and not the measured one."""
    if not mark.right:
        return "not_so"
    if not isinstance(prompt, Estimate) or mark.measured is None:
        return "right"
    same = round(mark.measured) == answer if prompt.whole else meant(prompt, answer, mark) == measured(prompt, mark)
    return "right" if same else "close"


def between(prompt: Estimate | Sketch, words: Words) -> str:
    """What kind of number an answer is, and from where to where it may lie."""
    return words.between(prompt.low, prompt.high, isinstance(prompt, Estimate) and prompt.whole)


def field_label(prompt: Estimate, words: Words) -> str:
    """Of the field of a number: in what, and what number."""
    return words("lessons.field", answer=_unit(prompt, words), number=between(prompt, words))


def why_none(key: str, prompt: Prompt | None, answer: Any, words: Words) -> str:
    """Why this answer is none, of the sentence with this key; of a number, what is asked for."""
    if isinstance(prompt, Estimate) and key == RANGE:
        return words.refused(_unit(prompt, words), answer, between(prompt, words))
    return words(key, number=between(prompt, words) if isinstance(prompt, Sketch) else "")


def _unit(prompt: Estimate, words: Words) -> str:
    return words.get(f"lessons.unit.{'power' if prompt.decades else prompt.unit}") or words("lessons.unit.number")


def shown(reads: str, value: float) -> str:
    """A quantity as one writes it: what is counted in decades as the size that it is."""
    if value != value:
        return "–"
    if reads.endswith("_decades") or reads in CURVES:
        return power_of(value)
    if reads in SHARES:
        return numbers.percent(value) if reads != "activation_cosine" else numbers.cosine(value)
    if reads in COUNTS:
        return f"{value:.0f}"
    if reads.endswith("_factor") and 0.1 <= value < 1:
        return f"{value:.3f}"  # it is multiplied by itself for every layer
    return numbers.factor(value) if reads.endswith("_factor") else numbers.size(value)


def power_of(decades: float) -> str:
    """So many decades as the size that they are."""
    return "–" if decades != decades else numbers.size(10**decades) if decades < 300 else numbers.power(decades)


def _by_size(decades: float) -> str:
    return "–" if decades != decades else numbers.times(decades) if decades >= 0 else power_of(decades)
