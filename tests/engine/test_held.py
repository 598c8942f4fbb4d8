import threading

import numpy as np

from gradflow.engine import held
from gradflow.engine.train import Training, train
from gradflow.experiment import Experiment

SMALL = Experiment(steps=60, batch_size=8).replace(width=8, depth=2)


def test_programs_are_bounded_and_who_trains_meanwhile_notices_nothing(monkeypatch):
    undisturbed = train(SMALL)
    monkeypatch.setattr(held, "MOST_PROGRAMS", 3)
    training, parts = Training(SMALL), []

    def go_on() -> None:
        while not training.finished:
            parts.append(training.advance(1))

    thread = threading.Thread(target=go_on)
    thread.start()
    for batch in range(9, 14):
        Training(SMALL.replace(batch_size=batch)).advance(1)
        assert len(held._compiled) <= 3
    thread.join()
    np.testing.assert_array_equal(np.concatenate([part.loss for part in parts]), undisturbed.loss)


def test_who_was_let_go_is_known_to_be_gone(monkeypatch):
    training = Training(SMALL)
    training.advance(1)
    assert training.is_compiled()
    monkeypatch.setattr(held, "MOST_PROGRAMS", 1)
    Training(SMALL.replace(batch_size=20)).advance(1)
    assert not training.is_compiled()
    training.advance(1)
    assert training.step == 2
