"""Both verdicts in a word, and the question: every word there is has its kind and its text."""

import pytest

import gradflow
from gradflow.diagnosis.verdicts.learning import LEARNING
from gradflow.diagnosis.verdicts.signal import SIGNALS
from gradflow.experiment import Experiment
from gradflow.reading import question, verdicts
from gradflow.reading.verdicts import LEARNS, OPEN, WELL
from gradflow.text import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vanishing_signal_is_marked_as_ill_and_the_open_question_asked(language):
    words = Words(language)
    found = gradflow.diagnose(gradflow.train(Experiment(steps=2)))
    said = verdicts(found, words)
    assert (
        said.startswith("**")
        and words("verdict.vanishing") in said
        and f"`{words('chip.learning', word=words('verdict.too_early'))}`" in said
    )
    assert question(found, words) == f"# {words('question.will')}"


def test_every_kind_is_of_words_there_are():
    assert {*WELL, *OPEN, *LEARNS} <= {*SIGNALS, *LEARNING}
