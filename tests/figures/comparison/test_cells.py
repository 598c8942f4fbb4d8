"""Cells side by side, before all is there; and how far back a run reaches before anything is solved."""

from typing import Any

import numpy as np
import pytest

from gradflow.engine.train import train
from gradflow.experiment import default_of
from gradflow.figures import memories, reach
from gradflow.networks import RNN
from gradflow.text import LANGUAGES, Words

SHORT = default_of(RNN).replace(sequence_length=12, hidden_size=8, steps=21)
EN = Words("en")


def notes(traces: dict[str, Any], words: Words = EN) -> str:
    figure = memories(traces, words)
    return " ".join(each["text"].replace("<br>", " ") for each in figure.layout["annotations"]) + figure.label


def test_the_picture_says_which_cells_are_still_on_their_way() -> None:
    tanh, gru = train(SHORT), train(SHORT.replace(cell="gru"))
    assert "way to" not in notes({"tanh": tanh, "GRU": gru}) and "nobody has looked" not in notes({"tanh": tanh})
    behind = notes({"tanh": tanh, "GRU": gru.rows(slice(0, 10))})
    assert behind.count("Still on the way to step 20: GRU.") == 2  # in the picture and in its alternative text
    assert "on the way" not in notes({"tanh": tanh, "GRU": train(SHORT.replace(cell="gru", steps=5))})
    early = notes({"tanh": tanh.rows(slice(0, 6)), "GRU": gru.rows(slice(0, 6))})
    assert "By step 5 nobody has looked" in early and "on the way" not in early


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("share", "key"), [(np.nan, "unknown"), (1 / 8, "none"), (1.0, "after")])
def test_what_is_solved_is_told_in_words(share: float, key: str, language: str) -> None:
    trace: Any = train(SHORT.replace(steps=2))
    words = Words(language)
    trace.answered[-1] = share
    said = words.get(f"reach.right_{key}").format(lag=11)
    assert said in reach(trace, words).label
