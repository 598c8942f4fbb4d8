"""A server: what it keeps of a learner's own data goes with the data, two share nothing, and a closed one is still."""

import gc
import threading
import time
from collections.abc import Callable, Generator

import pytest

from gradflow import MLP, Experiment, Grid
from gradflow.service.server import Server
from gradflow.tasks.lent import when_gone
from tests.tasks.owned import owned, rows, wave

GRID = Grid.of(Experiment(steps=4000).replace(depth=3), {"seed": range(8)})
Begin = Callable[..., Server]


@pytest.fixture
def begin(counting) -> Generator[Begin]:
    """begin(): a server whose trainings count; closed with the test."""
    begun: list[Server] = []

    def server(**how: float) -> Server:
        begun.append(Server(counting(**how)))
        return begun[-1]

    yield server
    for each in begun:
        each.close()


def seen(server: Server, experiment: Experiment) -> None:
    """Ask for everything that is kept under an experiment's task."""
    server.runs.get(experiment)
    server.bands.get(experiment)
    server.grids.look(Grid.of(experiment, {"seed": [0, 1]}), "somebody", 0.0)


def kept(server: Server, task: str) -> int:
    """How much there is under a task's name."""
    grids = [grid.base for grid in server.grids._runs]
    return sum(each.task == task for each in [*server.runs._runs, *server.bands._made, *grids])


def test_runs_bands_and_grids_go_with_the_data_of_every_server(begin):
    first, second = begin(), begin()
    held = owned(rows(50, wave, wave, wave))
    name = held.name
    for server in (first, second):
        seen(server, Experiment(task=name, network=MLP(depth=2, width=16), batch_size=32, steps=5))
        next(iter(server.bands._made.values())).result(timeout=120)
        assert kept(server, name) == 3
    del held
    gc.collect()
    assert kept(first, name) == kept(second, name) == 0


def test_two_servers_share_nothing(begin):
    first, second = begin(), begin()
    assert first.runs.get(Experiment()) is not second.runs.get(Experiment())
    first.audience.saw("somebody")
    assert (len(first.audience), len(second.audience)) == (1, 0)
    second.close()
    first.runs.get(Experiment()).advance(10, 1.0)
    assert len(first.runs.get(Experiment())) == 10


def test_a_closed_server_has_no_threads_and_hears_of_no_task(begin):
    before = set(threading.enumerate())
    server = begin(compiled=False, seconds_per_step=0.001)
    server.warm()
    server.runs.get(Experiment(seed=1)).advance(5, 0.1)
    server.bands.get(Experiment(steps=1).replace(depth=2, width=8))
    server.grids.look(GRID, "somebody", 100.0)
    assert set(threading.enumerate()) > before and server.forget in when_gone
    server.close()
    end = time.monotonic() + 5
    while set(threading.enumerate()) - before and time.monotonic() < end:
        time.sleep(0.01)
    assert not set(threading.enumerate()) - before
    assert server.forget not in when_gone and server.grids._working == set()
    server.close()  # once more does nothing


@pytest.mark.slow
def test_warming_prepares_the_first_experiment_of_every_page(begin):
    server = begin()
    server.warm()
    server.warm()
    assert server._warming is not None
    server._warming.join(60)
    assert len(server.runs.get(Experiment())) == 1


def test_what_a_learner_brings_while_it_warms_up_can_go(begin):
    before, server = gc.get_freeze_count(), begin(compiled=False)
    server.warm()
    assert server._warming is not None
    server._warming.join(60)
    assert gc.get_freeze_count() == before
