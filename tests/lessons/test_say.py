"""Sentences of a lesson have the numbers of the run that they speak of."""

import pytest

from gradflow.casebook.running import trained
from gradflow.lessons import LESSONS, marked
from gradflow.lessons.prompt import Choose, Sketch
from gradflow.lessons.say import filled
from gradflow.text import texts

ASKED = {asked.key.removeprefix("lesson.signal."): asked for asked in LESSONS["signal"].asked()}


@pytest.mark.parametrize(
    ("key", "answer", "text", "said"),
    [
        ("amount", -3.0, "{answer}; {measured}; {signal_factor}", "10⁻³; 1.1·10⁻¹²; 0.235"),
        ("factor", 0.5, "{answer}, {measured}, $x^{measured}$", "0.50, 0.996, $x^{measured}$"),
        ("amount", -3.0, "308. Slope", "308\u2060. Slope"),
        ("moves", "still", "{measured}", "2.4·10⁻¹²"),
        ("doubles", "grows", "{signal}", "560\u202f000"),
    ],
)
def test_with_its_own_numbers(key, answer, text, said):
    asked = ASKED[key]
    trace = trained(asked.experiment, asked.prompt.at + 1)
    assert filled(text, asked.prompt, answer, marked(asked, answer, trace), trace) == said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_place_is_left_empty(language):
    for key, asked in ASKED.items():
        trace = trained(asked.experiment, asked.prompt.at + 1)
        before = trained(asked.before, asked.prompt.at + 1) if asked.before else None
        prompt = asked.prompt
        if isinstance(prompt, Sketch):
            continue
        answer = prompt.options[0].name if isinstance(prompt, Choose) else 0.0
        mark = marked(asked, answer, trace, before)
        for part in ("answer", f"feedback.{mark.said}"):
            said = filled(texts(language)[f"{asked.key}.{part}"], prompt, answer, mark, trace)
            assert "{" not in said.replace("${", "") and "–" not in said, key
