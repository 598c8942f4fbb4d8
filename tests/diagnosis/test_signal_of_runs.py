"""The verdict on the signal of runs that people met, each once called otherwise."""

import pytest

from gradflow.diagnosis import diagnose
from gradflow.engine.train import train
from gradflow.experiment import Experiment

RUNS = [
    ("network=rnn&task=recall&cell=tanh&window=5&loss_at=every&steps=5", "blocked", "truncated_every"),
    ("depth=1&activation=sigmoid&initializer=zeros&steps=1", "vanishing", "silent_now"),
    ("depth=1&activation=sigmoid&initializer=zeros&steps=2", "passes", "passes"),
    ("depth=3&activation=sigmoid&initializer=zeros&learning_rate=1&steps=2", "vanishing", "silent_now"),
    ("depth=3&activation=tanh&initializer=zeros&steps=2", "blocked", "dead_signal"),
    ("depth=5&width=32&activation=relu&initializer=he_normal&learning_rate=1", "blocked", "dead_signal"),
    (
        "network=rnn&task=adding&cell=lstm&hidden_size=2&stacked_layers=3&sequence_length=100&forget_bias=4&steps=1",
        "passes",
        "passes",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("query", "word", "reason"), RUNS)
def test_the_signal_of_runs_that_people_met(query: str, word: str, reason: str) -> None:
    found = diagnose(train(Experiment.from_query(query))).signal
    assert (found, found.reason) == (word, reason)


@pytest.mark.slow
def test_with_one_sample_a_step_no_single_step_is_final() -> None:
    query = "depth=20&width=8&activation=relu&initializer=he_normal&batch_size=1&learning_rate=0.0001&steps=40"
    trace = train(Experiment.from_query(query))
    assert {str(diagnose(trace, step).signal) for step in range(40)}.isdisjoint({"blocked"})


def test_a_layer_that_skips_pass_by_does_not_decide() -> None:
    query = "task=circles&depth=15&activation=relu&initializer=he_normal&connection=long_skip&optimizer=adam"
    found = diagnose(train(Experiment.from_query(query + "&learning_rate=0.1")))
    assert found.signal != "blocked" and found.learning == "learned" and found.kind != "dead"
    assert "dead_inside" in [finding.code for finding in found.remarks]


def test_the_reach_of_a_trained_lstm_does_not_flip() -> None:
    fields = "network=rnn&task=recall&cell=lstm&forget_bias=3&steps=120"
    trace = train(Experiment.from_query(fields))
    memories = [diagnose(trace, step).memory for step in range(40, 120, 4)]
    assert {memory.farthest for memory in memories if memory} == {59}
