"""Numbers that are typed in the words of lessons are those that runs, settings or arithmetic give."""

from math import e, exp, log, log10, sqrt, tanh

import pytest

from gradflow.lessons import LESSONS
from gradflow.text import texts
from tests.lessons.typed import held, part_of, runs_by_part, says, typed


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


SHARE = 0.235  # of the signal that a layer of lesson 1 leaves, which is measured there
HALF = log(0.5) / log(sigmoid(1))  # time steps in which a forget gate with bias 1 keeps half
# What no run of an exercise measures under that number: a setting of another one, arithmetic, mathematics. By lesson,
# each as it is worked out; a number that is not in the words any more has to go.
GIVEN: dict[str, list[float]] = {
    "signal": [1 / 4, -log10(SHARE), 0.5],
    "weights": [sqrt(2), log(10), 1.4**2, SHARE, 10.15, 10 / 4, 1.6, 0.2**2, sqrt(1 / 2), (1 + 0.2) / 2],
    "hidden_gradient": [sqrt(1 / 2)],
    "stuck": [1 / 8],
    "normalization": [0.21, 0.5, sqrt(1 / 2), 0.40, 0.16, 0.34, sqrt(0.34), 1 / sqrt(0.34), 8 * sqrt(1 / 2)],
    "bypass": [SHARE, sqrt(2), log(10), 1.02**49, e, sqrt(e), -log10(SHARE), sigmoid(-2), sigmoid(4)],
    "optimizers": [SHARE, 0.95, 2.5, 2.306, 2.295, 0.17, 0.08, 0.045, -log10(SHARE)],
    "numbers": [log10(3e-4 / 6e-8), -log10(SHARE)],
    "again": [0.55, 0.56, 0.01, 100 / 8, 0.7**12, 1 / 4, SHARE, 0.235**3],
    "gates": [0.73**2, sigmoid(0.5), sigmoid(3) ** 59, sigmoid(3), 100 / 8, HALF, 3 * HALF],
    "cliff": [1 / 4, 0.2, 0.36, 0.15, 2.3],
    "promises": [1.2, sigmoid(3) ** 59],
    "edge": [1 - tanh(1) ** 2, 0.92, 1.86, 0.67, 5 * 0.67, 0.5, 2.2, 1.55],
    "seeds": [log10(e) / 2 * sqrt(5 * 99 / 16), 2.6, 2.6 / 99, 3.9 / sqrt(2), 1.5 * 0.5, 0.3],
}


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_both_languages_type_the_same_numbers(lesson):
    for key, text in texts("en").items():
        if key.startswith(f"lesson.{lesson.name}."):
            assert set(typed(text)) == set(typed(texts("zh")[key])), key


@pytest.mark.slow
@pytest.mark.parametrize("name", GIVEN)
def test_each_is_held_by_a_run_of_its_exercise_or_is_given(name):
    lesson = LESSONS[name]
    measured = {part: list(held(runs)) for part, runs in runs_by_part(lesson).items()}
    measured[""] = [value for values in measured.values() for value in values]
    words = {key: typed(text) for key, text in texts("en").items() if key.startswith(f"lesson.{name}.")}
    lost = {
        (number, key)
        for key, numbers in words.items()
        for number in numbers
        if not any(says(number, value) for value in [*measured[part_of(lesson, key)], *GIVEN[name]])
    }
    assert lost == set()
    all_typed = [number for numbers in words.values() for number in numbers]
    assert [value for value in GIVEN[name] if not any(says(number, value) for number in all_typed)] == []
