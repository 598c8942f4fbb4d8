"""The seed band: several seeds' first steps, made once in the background."""

import time

import numpy as np

import gradflow
from gradflow.experiment import Experiment
from gradflow.service.training.seed_band import SEEDS, Bands, profiles
from gradflow.theory.predict import explain

SMALL = Experiment(batch_size=32).replace(depth=5, width=16)


def test_each_row_is_a_seed_s_first_step():
    rows = profiles(SMALL)
    assert rows.shape == (SEEDS, 5)
    signal = gradflow.train(SMALL.replace(seed=3, steps=1)).signal_rms[0]
    np.testing.assert_allclose(rows[3], np.log10(signal / signal[-1]), atol=1e-6)


def test_a_signal_of_zero_is_no_number():
    assert np.isnan(profiles(SMALL.replace(gain=0.0))[:, 0]).all()


def test_it_is_made_once_whatever_comes_later_in_the_run():
    bands = Bands()
    while bands.get(SMALL) is None:
        time.sleep(0.01)
    assert bands.get(SMALL.replace(seed=7, steps=50)) is bands.get(SMALL)
    assert bands.get(SMALL.with_change(5, activation="relu")) is bands.get(SMALL)


def test_theory_s_band_holds_most_seeds():
    """Two standard deviations on each side: at width 64, at least six of eight seeds."""
    e = Experiment(task="digits").replace(depth=20, activation="tanh")
    prediction = explain(e)
    assert prediction.profile is not None and prediction.spread is not None
    off = np.abs(profiles(e)[:, 0] - prediction.profile[0])
    assert (off <= 2 * prediction.spread[0] + 0.1).sum() >= 6
