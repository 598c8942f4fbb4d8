"""Numbers that are typed in the words of lessons are those that runs, settings or arithmetic give."""

from collections.abc import Callable
from functools import partial
from math import e, exp, log, log10, sqrt, tanh

import pytest

from gradflow.lessons import LESSONS
from gradflow.text import texts
from tests.lessons.typed import held, measured, part_of, runs_by_part, says, typed


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def share() -> float:
    """Of the signal, what a layer of lesson 1 leaves; it is quoted all through the course."""
    return measured("signal", "amount", "signal_factor", seeds=3)


def one_step() -> float:
    """Of the signal, what a time step of lesson 9 leaves."""
    return measured("again", "far", "signal_factor", seeds=3)


def decades(depth: int) -> float:
    """What tanh with ordinary weights takes."""
    return measured("edge", "power", "signal_decades", depth=depth)


plateau = partial(measured, "optimizers", "plateau")
HALF = log(0.5) / log(sigmoid(1))  # time steps in which a forget gate with bias 1 keeps half
# What no run of an exercise measures under that number: a run of another exercise or step, a setting, arithmetic. By
# lesson, each as it is worked out; a number that is not in the words any more has to go.
GIVEN: dict[str, Callable[[], list[float]]] = {
    "signal": lambda: [1 / 4, -log10(share()), 0.5],
    "weights": lambda: [
        *[sqrt(2), log(10), 1.4**2, share(), 10.15, 10 / 4, 0.2**2, sqrt(1 / 2), (1 + 0.2) / 2],
        measured("weights", "quarter", "slopes_factor") / measured("weights", "quarter", "slopes_factor", gain=10.0),
    ],
    "hidden_gradient": lambda: [sqrt(1 / 2)],
    "stuck": lambda: [1 / 8],
    "normalization": lambda: [0.21, 0.5, sqrt(1 / 2), 0.40, 0.16, 0.34, sqrt(0.34), 1 / sqrt(0.34), 8 * sqrt(1 / 2)],
    "bypass": lambda: [share(), sqrt(2), log(10), 1.02**49, e, sqrt(e), -log10(share()), sigmoid(-2), sigmoid(4)],
    "optimizers": lambda: [
        *[share(), -log10(share()), measured("optimizers", "two_ills", "activation_cosine", seeds=3)],
        measured("optimizers", "silence", "gradient_norm", 59) * 10**6,
        *[plateau("loss", step) for step in (19, 59)],
        *[plateau("gradient_norm", step) for step in (19, 39, 59)],
    ],
    "numbers": lambda: [log10(3e-4 / 6e-8), -log10(share())],
    "again": lambda: [one_step(), 0.01, 100 / 8, 0.7**12, 1 / 4, share(), share() ** 3],
    "gates": lambda: [0.73**2, sigmoid(0.5), sigmoid(3) ** 59, sigmoid(3), 100 / 8, HALF, 3 * HALF],
    "cliff": lambda: [
        *[1 / 4, measured("again", "far", "gradient_norm", seeds=3), 2.3],
        *[rate * measured("cliff", "power", "gradient_norm") for rate in (1e-5, 1e-6)],  # how long a first step is
    ],
    "promises": lambda: [1.2, sigmoid(3) ** 59],
    "edge": lambda: [
        *[1 - tanh(1) ** 2, 1.86, decades(20), 5 * decades(20), 0.5, 1.55],
        measured("edge", "biases", "slopes_factor", seeds=3, bias_gain=0.0),
        measured("edge", "biases", "signal_decades", seeds=3),
    ],
    "seeds": lambda: [log10(e) / 2 * sqrt(5 * 99 / 16), 2.6, 2.6 / 99, 3.9 / sqrt(2), 1.5 * 0.5, 0.3],
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
    given, runs = GIVEN[name](), {part: list(held(runs)) for part, runs in runs_by_part(lesson).items()}
    runs[""] = [value for values in runs.values() for value in values]
    words = {key: typed(text) for key, text in texts("en").items() if key.startswith(f"lesson.{name}.")}
    lost = {
        (number, key)
        for key, numbers in words.items()
        for number in numbers
        if not any(says(number, value) for value in [*runs[part_of(lesson, key)], *given])
    }
    assert lost == set()
    all_typed = [number for numbers in words.values() for number in numbers]
    assert [value for value in given if not any(says(number, value) for number in all_typed)] == []
