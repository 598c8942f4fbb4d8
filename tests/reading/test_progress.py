"""What is said before the first step can be seen: what is done until then."""

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment
from gradflow.networks import RNN
from gradflow.reading import headline
from gradflow.reading.comparison.twins import outcomes
from gradflow.reading.progress import beforehand, progress
from gradflow.text import LANGUAGES, Words
from tests.diagnosis.traces import DEPTH, trace_of

MOONS = Experiment(task="moons")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_run_does_before_its_first_step_is_said(language: str) -> None:
    words = Words(language)
    pretrained = MOONS.replace(start="pretrained", source_task="spirals", source_steps=321)
    said = beforehand([MOONS, pretrained], words)
    assert "321" in said and words.of_choice("task", "spirals") in said
    assert "77" in beforehand([MOONS.replace(start="layerwise", layer_steps=77)], words)
    assert beforehand([MOONS], words) == words("status.compiling")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_accuracy_over_all_time_steps_is_said_to_be(language: str) -> None:
    """The verdict counts the answers that a task asks for, and may say otherwise: of copying, most are blanks."""
    words, lines = Words(language), {}
    for loss_at in ("last", "every"):
        network = RNN(sequence_length=DEPTH, loss_at=loss_at)
        lines[loss_at] = progress(trace_of(Experiment(task="copy", network=network, batch_size=8), accuracy=0.8), words)
    assert words("status.accuracy_over_time", share="80%") in lines["every"]
    assert words("status.accuracy", share="80%") in lines["last"]


@pytest.mark.parametrize(("looks", "said"), [((0.09, 0.07), "8%"), ((0.993, 0.995), "99.4%")])
def test_right_answers_are_said_alike_everywhere(looks: tuple[float, float], said: str) -> None:
    """Of one step of one run: beside the verdict, in it, and where it stands beside other runs."""
    words, held_out = Words("en"), np.full(40, np.nan)
    held_out[[19, 39]] = looks
    trace = trace_of(Experiment(), steps=40, held_out_accuracy=held_out, accuracy=looks[1], loss=1.0)
    told = words("status.held_out", share=said)
    assert told in progress(trace, words) and told in outcomes({"A": trace}, words)
    assert said in headline(diagnose(trace), None, words)
