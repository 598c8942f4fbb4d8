"""What is said of a recurrent network: about time steps, with numbers of the trace, in both languages."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.engine.train import train
from gradflow.experiment import default_of
from gradflow.figures import maps
from gradflow.networks import RNN
from gradflow.reading import headline, remarks, rule
from gradflow.text import LANGUAGES, Words, texts
from gradflow.theory.predict import explain
from tests.diagnosis.test_reach import REMARKS, TIMES, trace
from tests.diagnosis.traces import profile
from tests.repository.test_languages import placeholders

EN = Words("en")
AT_CHANCE = np.full(TIMES, 1 / 8)
VERDICTS: dict[str, dict[str, Any]] = {
    "vanishing": {"signal_rms": profile(-9)},
    "exploding": {"signal_rms": profile(9)},
    "borderline": {"signal_rms": profile(-2.5)},
    "passes": {"signal_rms": profile(0.3)},
    "along c": {"signal_rms": profile(-6), "cell_gradient_rms": profile(-0.3), "fields": {"cell": "lstm"}},
    "every": {"fields": {"loss_at": "every"}},
    "cut": {"fields": {"loss_at": "every", "window": 4}},
    "unchanged": {},
    "underflow": {"signal_rms": np.where(np.arange(TIMES) < 4, 0, 1e-31)},
    "dead": {"signal_rms": np.where(np.arange(TIMES) < 4, 0, 1.0)},
    "truncated": {"signal_rms": np.where(np.arange(TIMES) < 4, 0, 1.0), "fields": {"window": 4}},
    "exploded": {"signal_rms": np.append(np.full(TIMES - 1, np.inf), 1.0)},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_headline_about_time(verdict: str, language: str) -> None:
    words = Words(language)
    diagnosis = diagnose(trace(answered=AT_CHANCE, **VERDICTS[verdict]))
    for said in (headline(diagnosis, None, words), rule(diagnosis, None, words)):
        assert said and "{" not in said and "layer" not in said and "层" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "fields", "columns"), REMARKS)
def test_every_remark_has_a_sentence_about_time(
    code: str, fields: dict[str, Any], columns: dict[str, Any], language: str
) -> None:
    said = remarks(diagnose(trace(fields=fields, **columns)), None, Words(language))
    assert said and all("{" not in each and "层" not in each and "layer" not in each for each in said)


def test_the_headline_ties_reach_task_and_answers_together() -> None:
    found = diagnose(trace(steps=40, signal_rms=profile(-8.5), answered=AT_CHANCE))
    said = headline(found, None, EN)
    assert "reaches 2 time steps back; the task asks for 9." in said and "At chance" in said
    zh = headline(found, None, Words("zh"))
    assert "回传 2 个时间步" in zh and "要求 9 步" in zh and "随机猜测" in zh


@pytest.mark.parametrize(
    ("task", "answered", "said"),
    [
        ("recall", 0.5, "50% of its latest answers"),
        ("recall", 1.0, "100% of its latest answers"),
        ("adding", -3.0, "worse than a guess"),
        ("adding", 0.5, "explain 50%"),
    ],
)
def test_how_well_it_answers(task: str, answered: float, said: str) -> None:
    assert said in headline(diagnose(trace(task, 40, answered=np.full(TIMES, answered))), None, EN)


def test_a_reach_along_the_cell_state_says_so() -> None:
    lstm = {"cell": "lstm"}
    said = trace(fields=lstm, signal_rms=profile(-9), cell_gradient_rms=profile(-0.1))
    assert "all 9 time steps along the cell's own state c" in headline(diagnose(said), None, EN)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Along h, {} arrives"),
        ("zh", "沿 h 的信号传到第 1 个时间步时，只剩最后一个时间步的 {}"),
    ],
)
def test_beside_what_arrives_along_c_stands_the_number_of_the_picture(language: str, said: str) -> None:
    lstm = train(default_of(RNN).replace(cell="lstm", forget_bias=3.0, steps=1))
    bars = next(each for each in maps(lstm, Words(language)).traces if "text" in each and each["type"] == "scatter")
    assert said.format(bars["text"][0]) in headline(diagnose(lstm), None, Words(language))


def test_theory_of_one_path_is_not_held_against_the_whole() -> None:
    signal = profile(-2)
    for cell, compared in (("linear", True), ("gru", False)):
        fields = {"cell": cell}
        prediction = explain(
            default_of(RNN).replace(sequence_length=TIMES, recurrent_initializer="he_normal", **fields)
        )
        said = headline(diagnose(trace(signal_rms=signal, fields=fields)), prediction, EN)
        assert ("theory" in said) == compared


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_about_time_replaces_one_that_there_is(language: str) -> None:
    found = texts(language)
    instead = {key: key.removeprefix("time.") for key in found if key.startswith("time.")}
    assert instead and set(instead.values()) <= set(found)
    assert all(set(placeholders(found[key])) <= set(placeholders(found[other])) for key, other in instead.items())
