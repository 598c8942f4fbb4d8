"""Several runs at one step: nobody ahead, nobody held up by one that has ended."""

import time

import numpy as np

from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment
from gradflow.networks import MLP
from gradflow.service.training.run_group import RunGroup
from gradflow.service.training.runs import Runs
from gradflow.service.viewing.playback import Playback

SMALL = Experiment(network=MLP(depth=4, width=16), batch_size=32, steps=30)
EXPLODES = SMALL.replace(activation="relu", initializer="normal", init_scale=10.0, learning_rate=100.0)


def played(runs, playback, experiments):
    """Ticks until all have ended; after each, the steps on show of every one."""
    shown, end = [], time.monotonic() + 60
    while playback.playing and time.monotonic() < end:
        time.sleep(0.001)  # a new shape compiles beside it
        playback.tick(RunGroup(runs, experiments), seconds=5.0)
        shown.append([len(trace) for trace in RunGroup(runs, experiments).traces(playback.step)])
    return shown


def playback_of(experiment):
    """At a pace of 20 a second, a quarter of a second a tick."""
    times = iter(np.arange(0, 1e4, 0.25))
    return Playback(experiment, clock=lambda: float(next(times)))


def test_all_show_the_same_step(machine):
    experiments = [SMALL, SMALL.replace(normalization="batch"), SMALL.replace(depth=7)]
    shown = played(Runs(machine), playback_of(SMALL), experiments)
    assert all(len(set(steps)) == 1 for steps in shown)
    assert shown[-1] == [30, 30, 30] and len(shown) > 3


def test_a_run_that_trained_before_is_not_shown_ahead(machine):
    runs, other = Runs(machine), SMALL.replace(normalization="batch")
    while not runs.get(other).finished:
        runs.get(other).advance(30, 5.0)
    assert len(RunGroup(runs, [SMALL, other])) == 0
    assert played(runs, playback_of(SMALL), [SMALL, other])[-1] == [30, 30]


def test_one_that_explodes_holds_nobody_up(machine):
    runs = Runs(machine)
    *_, (first, second) = played(runs, playback_of(EXPLODES), [EXPLODES, SMALL])
    assert first < 30 and second == 30
    assert runs.get(EXPLODES).upto(30).first_non_finite() is not None


def test_the_numbers_are_those_of_each_run_alone(machine):
    experiments = [SMALL, SMALL.replace(activation="tanh")]
    runs = Runs(machine)
    played(runs, playback_of(SMALL), experiments)
    for experiment, trace in zip(experiments, RunGroup(runs, experiments).traces(30), strict=True):
        training, parts = begin_training(experiment), []
        while not training.finished:
            parts.append(training.advance())
        alone = type(trace).join(parts)
        for name, array in alone.arrays().items():
            np.testing.assert_allclose(getattr(trace, name), array, rtol=1e-5, err_msg=name)
