import threading

import numpy as np

from gradflow.engine.core import program_cache
from gradflow.engine.train import begin_training, train
from gradflow.experiment import Experiment

SMALL = Experiment(steps=60, batch_size=8).replace(width=8, depth=2)


def test_programs_are_bounded_and_who_trains_meanwhile_notices_nothing(monkeypatch):
    undisturbed = train(SMALL)
    monkeypatch.setattr(program_cache, "MOST_PROGRAMS", 3)
    training, parts = begin_training(SMALL), []

    def go_on() -> None:
        while not training.finished:
            parts.append(training.advance(1))

    thread = threading.Thread(target=go_on)
    thread.start()
    for batch in range(9, 14):
        begin_training(SMALL.replace(batch_size=batch)).advance(1)
        assert len(program_cache._compiled) <= 3
    thread.join()
    np.testing.assert_array_equal(np.concatenate([part.loss for part in parts]), undisturbed.loss)


def test_who_was_evicted_is_known_to_be_gone(monkeypatch):
    training = begin_training(SMALL)
    training.advance(1)
    assert training.is_compiled()
    monkeypatch.setattr(program_cache, "MOST_PROGRAMS", 1)
    begin_training(SMALL.replace(batch_size=20)).advance(1)
    assert not training.is_compiled()
    training.advance(1)
    assert training.step == 2
