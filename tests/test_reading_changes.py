"""What a change in mid-run did, in a sentence."""

import pytest

import gradflow
from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment
from gradflow.reading import effect
from gradflow.text import LANGUAGES, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_effect_of_a_change_is_told_in_decades(language: str) -> None:
    e = Experiment(steps=40).replace(depth=20, width=16)
    trace, changed = gradflow.train(e), gradflow.train(e.with_change(20, normalization="batch"))
    words = Words(language)
    assert effect(trace, diagnose(trace), words) == ""
    before, after = (diagnose(changed, step).decades for step in (19, 20))
    assert before is not None and after is not None
    told = effect(changed, diagnose(changed), words)
    assert f"{after - before:+.1f}" in told and words.set_to("normalization", "batch") in told
    assert effect(changed.rows(slice(0, 20)), diagnose(changed, 19), words) == ""


def test_what_training_did_since_is_not_called_the_change_s() -> None:
    """A penalty of a millionth does nothing; hundreds of steps do."""
    trace = gradflow.train(Experiment(steps=300).replace(depth=6, optimizer="adam").with_change(5, l2=1e-6))
    said = effect(trace, diagnose(trace), Words("en"))
    assert "changed by **0.0 decades**" in said and "training did too" in said
