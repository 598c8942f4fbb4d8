import threading

from gradflow.experiment import MLP, Experiment
from gradflow.service.runs import Runs


def test_the_same_experiment_is_the_same_run(counting):
    runs = Runs(counting())
    assert runs.get(Experiment()) is runs.get(Experiment(network=MLP()))
    assert runs.get(Experiment(seed=1)) is not runs.get(Experiment())


def test_thirty_learners_with_one_link_cost_one_training(counting):
    runs = Runs(begin := counting())
    learners = [threading.Thread(target=lambda: runs.get(Experiment()).advance(100, 1)) for _ in range(30)]
    for learner in learners:
        learner.start()
    for learner in learners:
        learner.join()
    assert len(begin.begun) == 1
    assert begin.begun[0].step == 100


def test_the_least_recently_asked_for_go_first(counting):
    runs = Runs(counting(), most=3)
    kept = [runs.get(Experiment(seed=seed)) for seed in range(3)]
    runs.get(Experiment(seed=0))
    runs.get(Experiment(seed=3))
    assert len(runs) == 3
    assert runs.get(Experiment(seed=0)) is kept[0]
    assert runs.get(Experiment(seed=1)) is not kept[1]


def test_memory_is_bounded(counting):
    runs = Runs(counting(), most_bytes=2**20)
    for seed in range(50):
        runs.get(Experiment(seed=seed)).advance(300, seconds=1)
    runs.get(Experiment(seed=0))
    assert runs.nbytes <= 2**20
    assert 1 < len(runs) < 50
