"""What the engine keeps in case it is wanted again is given back, and made again."""

import numpy as np

from gradflow.engine.core import program_cache, workspace
from gradflow.engine.relief import relieve
from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment


def test_a_training_goes_on_to_the_same_numbers(monkeypatch):
    monkeypatch.setattr(program_cache, "IN_USE", 0)
    experiment = Experiment().replace(depth=3, width=8, steps=8)
    expected = begin_training(experiment).advance(8).loss
    training = begin_training(experiment)
    first = training.advance(4).loss
    assert program_cache._compiled and workspace._waiting
    relieve()
    assert not program_cache._compiled and not workspace._waiting
    np.testing.assert_array_equal(np.concatenate([first, training.advance(4).loss]), expected)


def test_a_few_programs_are_not_worth_bringing_back(monkeypatch):
    begin_training(Experiment().replace(depth=3, width=8, steps=8)).advance(4)
    monkeypatch.setattr(program_cache, "IN_USE", len(program_cache._compiled))
    relieve()
    assert program_cache._compiled
