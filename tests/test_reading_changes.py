"""What a change in mid-run did, in a sentence."""

import numpy as np
import pytest

import gradflow
from gradflow import RNN
from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment, default_of
from gradflow.numbers import signed
from gradflow.reading import compared, effect
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


def test_no_cause_is_claimed_where_nobody_looked() -> None:
    """A penalty of a millionth does nothing; an update, and hundreds after it, do."""
    trace = gradflow.train(Experiment(steps=300).replace(depth=6, optimizer="adam").with_change(5, l2=1e-6))
    said = effect(trace, diagnose(trace), Words("en"))
    assert "Part of that is training" in said and "the same run without the change would show" in said


def both(experiment: Experiment) -> tuple[gradflow.Trace, gradflow.Trace]:
    return gradflow.train(experiment), gradflow.train(gradflow.without_change(experiment))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_change_did_is_what_the_run_without_it_differs_by(language: str) -> None:
    deep = Experiment(steps=60).replace(depth=20, width=16)
    trace, without = both(deep.with_change(20, normalization="batch"))
    told = compared(trace, without, Words(language))
    now, other = diagnose(trace).decades, diagnose(without).decades
    assert now is not None and other is not None and now - other > 5
    assert all(signed(value) in told for value in (now, other, now - other))
    np.testing.assert_array_equal(trace.loss[:20], without.loss[:20])


def test_a_change_that_does_nothing_is_said_to_do_nothing() -> None:
    trace, without = both(Experiment(steps=100).replace(depth=6, optimizer="adam").with_change(5, l2=1e-9))
    assert "a difference of 0.0;" in compared(trace, without, Words("en"))


def test_a_run_that_a_change_ended_would_have_gone_on() -> None:
    fields = {"depth": 40, "activation": "relu", "initializer": "he_normal", "gain": 12.0, "normalization": "layer"}
    calm = Experiment(steps=5).replace(**fields, learning_rate=1e-6)
    trace, without = both(calm.with_change(2, normalization="none"))
    assert "with it the run ended at step 2; without it, it stays finite" in compared(trace, without, Words("en"))


def test_a_change_may_save_a_run() -> None:
    fields = {"depth": 3, "activation": "tanh", "clipping": "norm", "max_norm": 0.001, "learning_rate": 100.0}
    saved, ended = both(Experiment(steps=80).replace(**fields, l2=1.0).with_change(3, l2=0.0))
    assert "with it the run stays finite; without it, it would have ended" in compared(saved, ended, Words("en"))


def test_only_the_latest_change_is_left_out() -> None:
    plain = Experiment(steps=40)
    first = plain.with_change(10, learning_rate=0.01)
    assert gradflow.without_change(first.with_change(20, l2=0.1, clipping="norm")) == first
    assert gradflow.without_change(first) == plain
    with pytest.raises(ValueError, match="changes: the experiment has none"):
        gradflow.without_change(plain)


@pytest.mark.parametrize(("cell", "along"), [("lstm", True), ("gru", False), ("tanh", False)])
@pytest.mark.parametrize(("language", "said"), [("en", " along h"), ("zh", "（沿 h）")])
def test_the_way_is_named_where_a_cell_has_two_as_its_verdict_names_it(cell, along, language, said) -> None:
    plain = default_of(RNN).replace(cell=cell, sequence_length=10, hidden_size=8, steps=8)
    trace, without = both(plain.with_change(4, learning_rate=0.01))
    words = Words(language)
    assert (said in effect(trace, diagnose(trace), words), said in compared(trace, without, words)) == (along, along)
