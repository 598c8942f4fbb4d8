"""What is kept of a learner's own data goes when the data goes, and never by waiting for a lock."""

import gc

import gradflow.service as service
from gradflow import MLP, Experiment
from gradflow.service import BANDS, RUNS, Runs
from tests.tasks.owned import owned, rows, wave


def test_runs_and_bands_go_with_the_data():
    held = owned(rows(50, wave, wave, wave))
    name = held.name
    experiment = Experiment(task=name, network=MLP(depth=2, width=16), batch_size=32, steps=5)
    RUNS.get(experiment)
    BANDS.get(experiment)
    BANDS._made[next(e for e in BANDS._made if e.task == name)].result(timeout=120)
    assert service.RUNS is RUNS and any(e.task == name for e in RUNS._runs)
    del held
    gc.collect()
    assert not any(e.task == name for e in [*RUNS._runs, *BANDS._made])


def test_forgetting_inside_a_question_waits_for_the_next(counting):
    runs = Runs(counting())
    gone, kept = Experiment(task="moons"), Experiment(task="xor")
    runs.get(gone)
    with runs._changing:
        runs.forget("moons")
    assert len(runs) == 1
    runs.get(kept)
    assert list(runs._runs) == [kept]
