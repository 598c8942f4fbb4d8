import threading

import numpy as np
import pytest

from gradflow.engine.core import program_cache
from gradflow.engine.train import begin_training, train
from gradflow.experiment import Experiment

pytestmark = pytest.mark.slow

SMALL = Experiment(steps=60, batch_size=32).replace(width=16, depth=2)
OTHERS = [{"task": "moons"}, {"task": "curve"}, {"task": "linear"}, {"precision": "float16"}, {"connection": "highway"}]


def test_programs_are_bounded_and_who_trains_meanwhile_notices_nothing(monkeypatch):
    program_cache.evict_all()  # those of other tests
    undisturbed = train(SMALL)
    monkeypatch.setattr(program_cache, "MOST_PROGRAMS", 3)
    training, parts = begin_training(SMALL), []

    def go_on() -> None:
        while not training.finished:
            parts.append(training.advance(1))

    thread = threading.Thread(target=go_on)
    thread.start()
    for other in OTHERS:
        begin_training(SMALL.replace(**other)).advance(1)
        assert len(program_cache._compiled) <= 3
    thread.join()
    np.testing.assert_array_equal(np.concatenate([part.loss for part in parts]), undisturbed.loss)


def test_who_was_evicted_is_known_to_be_gone(monkeypatch):
    program_cache.evict_all()  # those of other tests
    training = begin_training(SMALL)
    training.advance(1)
    assert training.is_compiled()
    monkeypatch.setattr(program_cache, "MOST_PROGRAMS", 1)
    begin_training(SMALL.replace(task="moons")).advance(1)
    assert not training.is_compiled()
    training.advance(1)
    assert training.step == 2
