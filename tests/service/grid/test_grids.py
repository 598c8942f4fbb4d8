"""Grids: shared, bounded, working while somebody looks, and standing back before laboratories."""

import threading
import time

import pytest

from gradflow import Experiment, Grid
from gradflow.service.grid.grid_run import CELL_BYTES
from gradflow.service.grid.grids import Grids
from gradflow.service.viewing.audience import Audience

GRID = Grid.of(Experiment(steps=40).replace(depth=3), {"activation": ["tanh", "relu", "elu"], "seed": [0, 1]})


@pytest.fixture
def audience() -> Audience:
    return Audience()


def settled(grids: Grids) -> bool:
    """Whether all workers have stopped, within a few seconds."""
    deadline = time.monotonic() + 5
    while grids._working and time.monotonic() < deadline:
        time.sleep(0.005)
    return not grids._working


def test_a_grid_is_trained_while_somebody_looks(counting, audience, machine):
    grids = Grids(machine, audience, counting())
    while not (seen := grids.look(GRID, "me", 0.5)).finished:
        time.sleep(0.005)
    assert len(seen.cells) == len(GRID) and seen.progress == 1.0
    assert settled(grids)


def test_two_who_ask_for_the_same_share_it(counting, audience, machine):
    grids = Grids(machine, audience, begin := counting())
    twin = Grid.from_query(GRID.to_query())
    while not grids.look(GRID, "me", 0.5).finished:
        grids.look(twin, "you", 0.5)
        time.sleep(0.005)
    assert grids.look(twin, "you", 0.5).finished
    assert len(begin.begun) == len(GRID) and len(grids) == 1


def test_work_stops_after_the_last_look(counting, audience, machine):
    grids = Grids(machine, audience, begin := counting(seconds_per_step=0.01), workers=2)
    grids.look(GRID, "me", 0.3)
    assert settled(grids)
    made = sum(training.step for training in begin.begun)
    time.sleep(0.15)
    assert 0 < made == sum(training.step for training in begin.begun) < 40 * len(GRID)
    while not grids.look(GRID, "me", 0.5).finished:  # and goes on where it was
        time.sleep(0.01)
    assert len(begin.begun) == len(GRID)


def test_another_grid_has_the_cores_once_the_first_is_left(counting, audience, machine):
    grids = Grids(machine, audience, begin := counting(seconds_per_step=0.01), workers=1)
    other = Grid.of(GRID.base, {"gain": [1, 2]})
    grids.look(GRID, "me", 100.0)
    while not grids.look(other, "me", 0.3).finished:
        time.sleep(0.01)
    assert sum(training.experiment in GRID.cells for training in begin.begun) < len(GRID)


def test_beside_a_laboratory_one_worker_works(counting, audience, machine):
    grids = Grids(machine, audience, begin := counting(seconds_per_step=0.001), workers=2)
    audience.saw("somebody", 100.0)
    audience.saw("who watches the grid", 100.0, grid=True)
    assert audience.laboratories == 1
    most = 0
    while not grids.look(GRID, "me", 0.5).finished:
        most = max(most, len(grids._working))
        time.sleep(0.002)
    assert most == 1 and len(begin.begun) == len(GRID)


def test_work_ends_with_the_chunk_when_the_last_learner_leaves(counting, audience, machine):
    grids = Grids(machine, audience, begin := counting(seconds_per_step=0.01))
    grids.look(GRID, "me", 100.0)
    grids.look(GRID, "you", 100.0)
    grids.leave("me")
    assert grids._working
    grids.leave("you")
    assert settled(grids)
    assert sum(training.step for training in begin.begun) < 40 * len(GRID)


def test_the_least_recently_looked_at_goes_first(counting, audience, machine):
    grids = Grids(machine, audience, counting(), most_bytes=2 * CELL_BYTES * len(GRID))
    others = [Grid.of(GRID.base, {"seed": range(seed, seed + len(GRID))}) for seed in (10, 20)]
    for grid in (GRID, *others):
        while not grids.look(grid, "me", 0.5).finished:
            time.sleep(0.005)
    grids.look(others[0], "me", 0.0)
    grids.look(others[1], "me", 0.0)
    assert len(grids) == 2 and grids.nbytes == 2 * CELL_BYTES * len(GRID)
    assert not grids.look(GRID, "me", 0.0).finished


def test_a_task_that_is_gone_takes_its_grids_with_it(counting, audience, machine):
    grids = Grids(machine, audience, counting())
    grids.look(Grid.of(GRID.base, {"task": ["moons", "xor"]}), "me", 0.0)
    grids.look(GRID, "me", 0.0)
    grids.forget("xor")
    assert len(grids) == 1


def test_a_grid_that_failed_begins_anew_for_who_looks_again(counting, audience, machine):
    failing = threading.Event()
    failing.set()
    count = counting()

    def begin(experiment):
        if failing.is_set():
            raise RuntimeError("no memory")
        return count(experiment)

    grids = Grids(machine, audience, begin)
    grids.look(GRID, "me", 0.2)
    assert settled(grids)
    with pytest.raises(RuntimeError, match="no memory"):
        grids.look(GRID, "me", 0.2)
    failing.clear()
    while not grids.look(GRID, "me", 0.5).finished:
        time.sleep(0.01)
