"""Sentences of a lesson have the numbers of the run that they speak of."""

import pytest

from gradflow.casebook.running import trained
from gradflow.lessons import LESSONS, marked
from gradflow.lessons.mark import Marked
from gradflow.lessons.prompt import Choose, Estimate, Sketch
from gradflow.lessons.say import field_label, filled, verdict
from gradflow.text import Words, texts

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


@pytest.mark.parametrize(
    ("reads", "answer", "measured", "right", "said"),
    [
        ("reach", 10, 8, True, "close"),
        ("reach", 8, 8, True, "right"),
        ("reach", 20, 8, False, "not_so"),
        ("signal_factor", 0.5, 0.62, True, "close"),
    ],
)
def test_a_number_within_what_is_allowed_is_close_where_it_is_another(reads, answer, measured, right, said):
    prompt = Estimate(reads=reads, low=0, high=59, within=4)
    assert verdict(prompt, answer, Marked(right, "right", measured)) == said


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Your answer in time steps: a whole number from 0 to 59"),
        ("zh", "你的答案是多少个时间步：0 到 59 之间的整数"),
    ],
)
def test_the_field_of_a_number_says_what_is_asked_for(language, label):
    prompt = Estimate(reads="reach", low=0, high=59, within=4, unit="time_steps")
    assert field_label(prompt, Words(language)) == label
