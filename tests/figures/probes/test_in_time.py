"""What a recurrent network answers, time step by time step, follows the latest look up to the step on show."""

from typing import Any

import numpy as np
import pytest

from gradflow.experiment import default_of
from gradflow.figures import answers
from gradflow.networks import RNN
from gradflow.text import LANGUAGES, Words
from tests.diagnosis.traces import trace_of
from tests.figures.received import drawn

TIMES = 10
EN = Words("en")


def trace(task: str = "recall", looks: dict[int, Any] | None = None, steps: int = 45, **fields: Any) -> Any:
    """Of ten time steps, with what was answered at these looks."""
    answered = np.full((steps, TIMES), np.nan)
    for step, shares in (looks or {}).items():
        answered[step] = shares
    e = default_of(RNN).replace(task=task, **fields)
    blank = np.full(TIMES, np.nan)
    alone = {"last_answer_rms": blank, "last_answer_cell_rms": blank, "cell_gradient_rms": blank}
    return trace_of(e, steps, answered=answered, **alone)


LOOKS = {19: np.linspace(0, 0.9, TIMES), 39: np.linspace(1, 0.1, TIMES)}


def bars(made: Any) -> dict[float, dict[int, float]]:
    """By opacity, the share at each time step."""
    figure = drawn(answers(made, EN, examples=False))
    return {
        bar.marker.opacity: {int(at): float(share) for at, share in zip(bar.x, bar.y, strict=True)}
        for bar in figure.data
        if bar.type == "bar"
    }


def test_the_answers_of_the_latest_look_are_drawn_and_those_that_count_are_full() -> None:
    found = bars(trace(looks=LOOKS))
    assert found[1.0] == {10: pytest.approx(0.1)}
    assert list(found[0.3]) == list(range(1, 10)) and found[0.3][1] == 1
    assert list(bars(trace(looks=LOOKS, loss_at="every"))[1.0]) == list(range(1, 11))


def test_whoever_goes_back_sees_what_was_answered_then() -> None:
    made = trace(looks=LOOKS)
    assert bars(made.rows(slice(0, 30)))[1.0] == {10: pytest.approx(0.9)}
    assert bars(made.rows(slice(0, 10))) == {1.0: {}}


def test_variance_that_is_less_than_nothing_is_none() -> None:
    assert bars(trace("adding", {19: np.full(TIMES, -3.0)}))[1.0] == {10: 0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_and_the_table_say_the_same(language: str) -> None:
    words = Words(language)
    figure = answers(trace(looks=LOOKS), words, examples=False)
    assert figure.label.startswith(words("answers.label_time", right="10%", at=10, step=39))
    assert figure.table is not None
    assert np.asarray(figure.table.columns[words("answers.said")])[-1] == pytest.approx(0.1)
