import threading

import numpy as np
import pytest

from gradflow.engine import held
from gradflow.engine.train import Training, train
from gradflow.experiment import Experiment

pytestmark = pytest.mark.slow

SMALL = Experiment(steps=60, batch_size=32).replace(width=16, depth=2)
OTHERS = [{"task": "moons"}, {"task": "curve"}, {"task": "linear"}, {"precision": "float16"}, {"connection": "highway"}]


def test_programs_are_bounded_and_who_trains_meanwhile_notices_nothing(monkeypatch):
    held.let_go()  # those of other tests
    undisturbed = train(SMALL)
    monkeypatch.setattr(held, "MOST_PROGRAMS", 3)
    training, parts = Training(SMALL), []

    def go_on() -> None:
        while not training.finished:
            parts.append(training.advance(1))

    thread = threading.Thread(target=go_on)
    thread.start()
    for other in OTHERS:
        Training(SMALL.replace(**other)).advance(1)
        assert len(held._compiled) <= 3
    thread.join()
    np.testing.assert_array_equal(np.concatenate([part.loss for part in parts]), undisturbed.loss)


def test_who_was_let_go_is_known_to_be_gone(monkeypatch):
    held.let_go()  # those of other tests
    training = Training(SMALL)
    training.advance(1)
    assert training.is_compiled()
    monkeypatch.setattr(held, "MOST_PROGRAMS", 1)
    Training(SMALL.replace(task="moons")).advance(1)
    assert not training.is_compiled()
    training.advance(1)
    assert training.step == 2
