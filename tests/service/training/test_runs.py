import threading
import time

import numpy as np
import pytest

from gradflow.experiment import MLP, Experiment
from gradflow.service.training.runs import UNSEEN, WATCHED, Runs


def test_the_same_experiment_is_the_same_run(counting, machine):
    runs = Runs(machine, counting())
    assert runs.get(Experiment()) is runs.get(Experiment(network=MLP()))
    assert runs.get(Experiment(seed=1)) is not runs.get(Experiment())


def test_thirty_learners_with_one_link_cost_one_training(counting, machine):
    runs = Runs(machine, begin := counting())
    learners = [threading.Thread(target=lambda: runs.get(Experiment()).advance(100, 1)) for _ in range(30)]
    for learner in learners:
        learner.start()
    for learner in learners:
        learner.join()
    assert len(begin.begun) == 1
    assert begin.begun[0].step == 100


def test_the_least_recently_asked_for_go_first(counting, machine):
    runs = Runs(machine, counting(), most=3)
    kept = [runs.get(Experiment(seed=seed)) for seed in range(3)]
    runs.get(Experiment(seed=0))
    runs.get(Experiment(seed=3))
    assert len(runs) == 3
    assert runs.get(Experiment(seed=0)) is kept[0]
    assert runs.get(Experiment(seed=1)) is not kept[1]


def test_a_look_at_a_run_that_is_there_makes_none_and_keeps_none(counting, machine):
    runs = Runs(machine, counting(), most=2)
    first = runs.get(Experiment(seed=0))
    runs.get(Experiment(seed=1))
    assert runs.known(Experiment(seed=0)) is first and runs.known(Experiment(seed=7)) is None
    runs.get(Experiment(seed=2))
    assert len(runs) == 2 and runs.known(Experiment(seed=0)) is None


def test_memory_is_bounded(counting, machine):
    runs = Runs(machine, counting(), most_bytes=2**20)
    for seed in range(50):
        runs.get(Experiment(seed=seed)).advance(300, seconds=1)
    runs.get(Experiment(seed=0))
    assert runs.nbytes <= WATCHED * 2**20
    assert 1 < len(runs) < 50


def test_what_is_looked_at_is_not_let_go_for_one_more(counting, machine):
    """Or in a class of one more than there is room for nobody would ever see a second frame."""
    runs = Runs(machine, begin := counting(), most=3)
    for seed in [*range(4), *range(4)]:
        runs.get(Experiment(seed=seed)).advance(1, seconds=1)
    assert len(begin.begun) == 4
    for seed in range(4, 10):
        runs.get(Experiment(seed=seed)).advance(1, seconds=1)
    assert len(runs) == WATCHED * 3


@pytest.mark.parametrize(("reached", "begun"), [(40, 1), (60, 2)], ids=["there", "further on"])
def test_a_branch_shares_the_rows_and_takes_the_weights_where_they_are(counting, reached, begun, machine):
    """A run that is further on cannot lend its weights: the branch catches up unseen."""
    runs, experiment = Runs(machine, begin := counting()), Experiment()
    runs.get(experiment).advance(until=reached, seconds=1)
    changed = experiment.with_change(40, normalization="batch")
    runs.branch(experiment, changed, 40)
    assert len(runs.get(changed)) == 40
    runs.get(changed).advance(until=50, seconds=1)
    np.testing.assert_array_equal(runs.get(changed).upto(50).loss, np.arange(50))
    assert len(begin.begun) == begun
    assert len(runs.get(experiment)) == reached


def test_a_longer_run_shares_nothing_under_a_schedule_that_knows_its_length(counting, machine):
    runs = Runs(machine, counting())
    experiment = Experiment(schedule="cosine", steps=50)
    runs.get(experiment).advance(until=50, seconds=1)
    longer = experiment.replace(steps=100).with_change(50, normalization="batch")
    runs.branch(experiment, longer, 50)
    assert len(runs.get(longer)) == 0


def test_runs_are_weighed_now_and_then(counting, machine):
    now = 0.0
    runs = Runs(machine, counting(), most_bytes=2**19, clock=lambda: now)  # twice that where all are watched
    for seed in range(5):
        runs.get(Experiment(seed=seed))
    for seed in range(5):
        runs.get(Experiment(seed=seed)).advance(300, seconds=1)
    now = 1.0
    runs.get(Experiment(seed=4))
    assert runs.nbytes <= 2**20


def test_forgetting_inside_a_question_waits_for_the_next(counting, machine):
    runs = Runs(machine, counting())
    gone, kept = Experiment(task="moons"), Experiment(task="xor")
    runs.get(gone)
    with runs._changing:
        runs.forget("moons")
    assert len(runs) == 1
    runs.get(kept)
    assert list(runs._runs) == [kept]


def test_where_memory_is_short_the_runs_that_nobody_looks_at_go(counting, machine, monkeypatch):
    runs = Runs(machine, counting())
    looked_at, left = Experiment(steps=50), Experiment(steps=60)
    for experiment in (looked_at, left):
        runs.get(experiment).advance(until=10, seconds=1)
    monkeypatch.setattr(runs.get(left), "_looked_at", time.monotonic() - UNSEEN)
    runs.relieve()
    assert list(runs._runs) == [looked_at]
