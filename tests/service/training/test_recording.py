import numpy as np
import pytest

from gradflow.experiment import Experiment
from gradflow.service.training.recording import Recording


def test_prefixes_are_what_was_appended(counting):
    experiment = Experiment(steps=100)
    training = counting()(experiment)
    recording = Recording(experiment)
    assert recording.upto(10).signal_rms.shape == (0, 20)
    recording.append(training.advance(1))
    early = recording.upto(1)
    for chunk in (3, 7, 20, 69):
        recording.append(training.advance(chunk))
    whole = recording.upto(1000)
    np.testing.assert_array_equal(whole.loss, np.arange(100))
    assert whole.signal_rms.shape == (100, 20)
    np.testing.assert_array_equal(recording.upto(42).loss, np.arange(42))
    np.testing.assert_array_equal(early.loss, [0])  # grown past it several times


def test_a_trace_handed_out_cannot_be_written(counting):
    recording = Recording(Experiment())
    recording.append(counting()(Experiment()).advance(5))
    with pytest.raises(ValueError, match="read-only"):
        recording.upto(5).loss[0] = 1


def test_room_stays_within_twice_what_is_recorded(counting):
    training = counting()(Experiment(steps=1000))
    recording = Recording(Experiment(steps=1000))
    for _ in range(1000):
        recording.append(training.advance(1))
    needed = sum(array.nbytes for array in recording.upto(1000).arrays().values())
    assert recording.nbytes <= 2.1 * needed
