"""sweep: every combination once, with the numbers the same experiment has alone."""

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pandas as pd
import pytest

import gradflow
from gradflow import Experiment
from gradflow.comparison.grid import Grid
from gradflow.diagnosis import outcome_of

SMALL = Experiment(task="moons", batch_size=32, steps=25).replace(depth=4, width=16)
AXES = {"activation": ["tanh", "relu"], "learning_rate": [0.1, 50.0]}


@pytest.fixture(scope="module")
def swept() -> pd.DataFrame:
    return gradflow.sweep(SMALL, **AXES)


def test_a_row_a_run_with_the_run_s_own_numbers(swept: pd.DataFrame) -> None:
    grid = Grid.of(SMALL, AXES)
    for row, values, cell in zip(swept.to_dict("records"), grid.values, grid.cells, strict=True):
        outcome = outcome_of(gradflow.train(cell))
        assert {name: row[name] for name in values} == values
        assert (row["signal"], row["steps_made"]) == (outcome.signal, outcome.steps_made)
        assert "healthy" not in row.values()
        assert row["loss"] == pytest.approx(outcome.loss, rel=1e-5, nan_ok=True)
        decades = float("nan") if outcome.decades is None else outcome.decades
        assert row["decades"] == pytest.approx(decades, rel=1e-5, nan_ok=True)


def test_progress_is_told_after_every_run() -> None:
    heard: list[tuple[int, int]] = []
    gradflow.sweep(SMALL, progress=lambda done, of: heard.append((done, of)), seed=range(3))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_any_executor_gives_the_same_table(swept: pd.DataFrame) -> None:
    with ThreadPoolExecutor(3) as threads:
        pd.testing.assert_frame_equal(gradflow.sweep(SMALL, threads, **AXES), swept)


@pytest.mark.slow
def test_other_processes_give_the_same_table(swept: pd.DataFrame) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        pd.testing.assert_frame_equal(gradflow.sweep(SMALL, processes, **AXES), swept, rtol=1e-5)


def test_a_grid_can_be_swept_as_it_is(swept: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(gradflow.sweep(Grid.of(SMALL, AXES)), swept)
    with pytest.raises(ValueError, match="seed"):
        gradflow.sweep(Grid.of(SMALL, AXES), seed=[1])


def test_an_error_of_one_run_ends_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Experiment] = []

    def fails(experiment: Experiment) -> None:
        begun.append(experiment)
        time.sleep(0.01)  # so long a run takes at least
        raise RuntimeError("no memory")

    monkeypatch.setattr("gradflow.service.grid.outcomes.train", fails)
    with pytest.raises(RuntimeError, match="no memory"):
        gradflow.sweep(SMALL, seed=range(1000))
    assert len(begun) < 1000
