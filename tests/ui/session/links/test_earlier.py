"""The run before stands in the address, by the fields that were otherwise."""

import pytest

from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.ui.session.links.earlier import earlier, said_of
from tests.ui.app import lab_of

NOW = Experiment().replace(activation="relu", initializer="he_normal")
PASTS = [
    Experiment(),
    NOW.replace(learning_rate=0.001, tied=True),
    NOW.replace(clipping="norm", max_norm=0.5),
    default_of(RNN).replace(cell="gru"),
]


@pytest.mark.parametrize("before", PASTS)
def test_what_is_said_of_the_run_before_is_read_again(before: Experiment) -> None:
    now = NOW if before.family is NOW.family else default_of(RNN)
    ((name, text),) = said_of(now, before)
    assert name == "was" and earlier(now, text) == before


@pytest.mark.parametrize(
    "before",
    [
        None,
        NOW,
        default_of(RNN),
        NOW.with_change(5, normalization="batch"),
        NOW.replace(depth=7, width=8, seed=3, steps=50, learning_rate=0.3, batch_size=64, task="moons"),
    ],
)
def test_nothing_is_said_of_what_was_no_run_before_it(before: Experiment | None) -> None:
    assert said_of(NOW, before) == []


NONE = ["", ",", "depth", "depth:", "depth:999", "network:rnn", "colour:red", "depth:20", "a:b:c"]


@pytest.mark.parametrize("text", NONE)
def test_what_speaks_of_no_run_there_could_be_is_nothing(text: str) -> None:
    assert earlier(NOW, text) is None


def test_a_link_brings_the_run_before_with_it(opened) -> None:
    app = opened(activation="relu", initializer="he_normal", was="activation:sigmoid,initializer:glorot_normal")
    assert lab_of(app).before == Experiment()
