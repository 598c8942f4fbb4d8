"""The sentences: live numbers in place, both languages whole, every verdict and remark readable."""

import re
import tomllib
from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment
from gradflow.numbers import amount, counted, grouped, part, percent, signed, size, slope, times
from gradflow.places import TEXT
from gradflow.reading import headline, remarks, rule
from gradflow.text import LANGUAGES, Words
from gradflow.theory.predict import Prediction
from tests.diagnosis.checks.test_remarks import CALLED_FOR
from tests.diagnosis.test_diagnose import EXPLOSIONS, VERDICTS, broken
from tests.diagnosis.traces import profile, trace_of

EN, ZH = Words("en"), Words("zh")
T = "\u202f"  # the thin space

WRITTEN = [
    (grouped(3.81e6), f"3{T}800{T}000"),
    (grouped(9_960), f"10{T}000"),
    (grouped(38.4), "38"),
    (grouped(4.21), "4.2"),
    (grouped(1.0), "1"),
    (grouped(3e17), "3·10¹⁷"),
    (grouped(np.inf), "∞"),
    (counted(12_800), f"12{T}800"),
    (times(17.3), "2·10¹⁷"),
    (times(11.6), "4·10¹¹"),
    (times(400.0), "10⁴⁰⁰"),
    (times(0.0), "1"),
    (part(-17.3), "5·10⁻¹⁸"),
    (part(-8.0), "10⁻⁸"),
    (part(-6.6), f"1/4{T}000{T}000"),
    (part(-0.3), "50%"),
    (part(-1.2), "1/16"),
    (percent(0.999), "99.9%"),
    (percent(1.0), "100%"),
    (percent(0.37), "37%"),
    (slope(-0.336), "0.34"),
    (slope(0.0037), "0.004"),
    (slope(0.0), "0.00"),
    (signed(-6.94), "−6.9"),
    (signed(0.31), "+0.3"),
    (signed(-0.01), "0.0"),
    (amount(6.94), "6.9"),
    (amount(0.04), "0.04"),
    (size(3.4e-7), "3.4·10⁻⁷"),
    (size(0.12), "0.12"),
    (size(0.0), "0"),
    (size(1e-34), "1.0·10⁻³⁴"),
]


@pytest.mark.parametrize(("written", "expected"), WRITTEN)
def test_numbers(written: str, expected: str) -> None:
    assert written == expected


LEARNED = {
    "en": " **Learned:** 100% of its latest answers on held-out data are right; guessing gets 11%.",
    "zh": " **已学会**：最近几次检验，留出集答对 100%；随机猜测能答对 11%。",
}


def said(words: Words, decades: float, predicted: float | None = None, steps: int = 1) -> str:
    """The headline of a straight profile over 20 layers."""
    trace = trace_of(steps=steps, signal_rms=profile(decades, 20))
    prediction = None if predicted is None else Prediction(np.linspace(predicted, 0, 20), "reason.recursion")
    return headline(diagnose(trace), prediction, words).removesuffix(LEARNED[words.language])


SENTENCES = [
    (
        said(EN, -6.6, -6.3),
        f"**Vanishing:** layer 1 receives 1/4{T}000{T}000 of the backward signal that layer 20 receives; "
        "it falls 0.35 decades (factors of ten; ×0.45) a layer, theory says 0.33.",
    ),
    (
        said(ZH, -6.6, -6.3),
        f"**梯度消失**：第 1 层收到的反向信号只有第 20 层的 1/4{T}000{T}000；"
        "以十倍为一个数量级，每往回传一层下降 0.35 个数量级（×0.45），理论值为 0.33。",
    ),
    (
        said(EN, 14.4),
        "**Exploding:** layer 1 receives 3·10¹⁴ times the backward signal that layer 20 receives; "
        "it grows 0.76 decades (factors of ten; ×5.73) a layer on its way back.",
    ),
    (
        said(EN, 0, 0),
        "**The signal passes:** layer 1 receives as much backward signal as layer 20, theory says it passes unchanged.",
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_headlines(sentence: str, expected: str) -> None:
    assert sentence == expected


CLAUSES = [
    (-6.0, -6.0, 1, ", theory says 0.32."),
    (-6.0, -6.0, 2, ", theory says 0.32 before training."),
    (-6.0, 6.0, 1, ", theory says it grows by 0.32 decades a layer."),
    (6.0, -6.0, 1, ", theory says it falls by 0.32 decades a layer."),
    (-6.0, 0.0, 1, ", theory says it passes unchanged."),
    (0.0, -6.0, 1, ", theory says it falls by 0.32 decades a layer."),
    (-6.0, None, 1, "it falls 0.32 decades (factors of ten; ×0.48) a layer."),
]


@pytest.mark.parametrize(("decades", "predicted", "steps", "ending"), CLAUSES)
def test_what_theory_says(decades: float, predicted: float | None, steps: int, ending: str) -> None:
    assert said(EN, decades, predicted, steps).endswith(ending)


def exploded(steps: int) -> str:
    loss = np.append(np.ones(steps - 1), np.nan)
    return headline(diagnose(trace_of(steps=steps, loss=loss)), None, EN)


@pytest.mark.parametrize(
    ("steps", "beginning"),
    [
        (1, "**Overflow:** the loss is beyond what float32 can hold (3.4·10³⁸) even before the first update."),
        (2, "**Overflow:** after 1 update the loss is beyond what float32 can hold"),
        (13, "**Overflow:** after 12 updates the loss is beyond what float32 can hold"),
    ],
)
def test_an_explosion_says_when_and_what_helps(steps: int, beginning: str) -> None:
    assert exploded(steps).startswith(beginning)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("columns", "layer", "where"), EXPLOSIONS)
def test_every_explosion_has_a_sentence(language: str, columns: dict[str, Any], layer: int, where: str) -> None:
    sentence = headline(diagnose(broken(columns)), None, Words(language))
    assert whole(sentence)
    assert layer == 4 or str(layer) in sentence


def whole(sentence: str) -> bool:
    """Nothing left to fill in, no bare number format, bold that Markdown will see as bold."""
    broken = re.search(r"[{}]|nan|None|e[-+]\d|\*\*[^*]+[。：]\*\*\w", sentence)
    return bool(sentence) and broken is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("signal", "kind"), VERDICTS)
def test_every_verdict_has_a_headline_and_a_rule(language: str, signal: np.ndarray, kind: str) -> None:
    diagnosis = diagnose(trace_of(signal_rms=signal))
    assert diagnosis.signal == kind
    assert whole(headline(diagnosis, None, Words(language)))
    assert whole(rule(diagnosis, None, Words(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "experiment", "columns"), CALLED_FOR)
def test_every_remark_has_a_sentence(
    language: str, code: str, experiment: Experiment | None, columns: dict[str, Any]
) -> None:
    steps = 2 if any(np.ndim(column) == 2 for column in columns.values()) else 1
    diagnosis, words = diagnose(trace_of(experiment, steps=steps, **columns)), Words(language)
    assert code in [finding.code for finding in diagnosis.remarks]
    assert all(whole(sentence) for sentence in remarks(diagnosis, None, words))
    assert whole(headline(diagnosis, None, words))


def test_a_headline_does_not_hide_starved_layers() -> None:
    signal = profile(0)
    signal[1] = 1e-11
    assert "layer 2" in headline(diagnose(trace_of(signal_rms=signal)), None, EN)


def test_the_rule_gives_its_numbers() -> None:
    text = rule(diagnose(trace_of(signal_rms=profile(-6.9))), None, EN)
    assert "never the weight gradient alone" in text
    assert "**−6.9** decades" in text and "−3" in text and "+3" in text and "±2" in text and "75%" in text


def test_the_last_remark_says_what_theory_could_do() -> None:
    assert remarks(diagnose(trace_of()), Prediction(None, "reason.zero"), EN) == [EN("reason.zero")]


def test_both_languages_say_the_same_things() -> None:
    texts = [tomllib.loads((TEXT / language / "findings.toml").read_text("utf-8")) for language in LANGUAGES]
    placeholders = [
        {
            f"{table}.{key}": set(re.findall(r"{(\w+)}", text))
            for table, keys in language.items()
            for key, text in keys.items()
        }
        for language in texts
    ]
    assert placeholders[0] == placeholders[1]
