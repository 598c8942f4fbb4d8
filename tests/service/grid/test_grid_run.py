"""Grid run: cells in the even order, each with the numbers of its own training, until nobody looks."""

import numpy as np
import pytest

from gradflow import MLP, RNN, Experiment, Grid, train
from gradflow.comparison.axes import Axis
from gradflow.diagnosis.run_thumbnail import thumbnail_of
from gradflow.engine.train import begin_training
from gradflow.experiment import default_of
from gradflow.service.grid.grid_run import GridRun
from gradflow.service.training.run import LONGEST
from tests.comparison.test_grid import CHOICES

GRID = Grid.of(Experiment(steps=45).replace(depth=3), {"activation": ["tanh", "relu", "elu"], "seed": [0, 1]})
SMALL = {
    MLP: Experiment(task="moons", batch_size=32, steps=21).replace(depth=4, width=16, activation="tanh"),
    RNN: default_of(RNN).replace(hidden_size=8, sequence_length=9, batch_size=6, steps=21, normalization="layer"),
}


def finish(run: GridRun) -> GridRun:
    while not run.finished:
        run.chunk()
    return run


def test_cells_come_in_the_grid_s_even_order(counting, machine):
    run = finish(GridRun(GRID, machine.cores, begin := counting()))
    assert [training.experiment for training in begin.begun] == [GRID.cells[place] for place in GRID.order]
    assert [*run.snapshot().cells] == [*GRID.order]


def test_progress_grows_with_every_chunk_to_one(counting, machine):
    run, heard = GridRun(GRID, machine.cores, counting()), [0.0]
    while not run.finished:
        run.chunk()
        heard.append(run.snapshot().progress)
    assert heard == sorted(heard) and heard[-1] == 1.0
    assert len(run.snapshot().cells) == len(GRID) and run.snapshot().finished


def test_a_snapshot_stays_what_it_was(counting, machine):
    run = GridRun(GRID, machine.cores, counting())
    before = run.snapshot()
    finish(run)
    assert len(before.cells) == 0 and before.progress == 0


def test_it_is_wanted_for_as_long_as_somebody_looks(counting, machine):
    now = [0.0]
    run = GridRun(GRID, machine.cores, counting(), lambda: now[0])
    assert not run.wanted
    run.look("me", 0.5)
    assert run.wanted
    now[0] = 0.6
    assert not run.wanted
    run.look("me", 0.5)
    run.look("you", 0.5)
    run.leave("me")
    assert run.wanted
    run.leave("you")
    assert not run.wanted


def test_a_cell_left_half_way_is_gone_on_with(counting, machine):
    run = GridRun(GRID, machine.cores, begin := counting())
    run.chunk()
    assert 0 < begin.begun[0].step < 45 and len(begin.begun) == 1
    finish(run)
    assert len(begin.begun) == len(GRID)


def test_a_chunk_is_short_once_its_speed_is_known(counting, machine):
    run = GridRun(GRID, machine.cores, begin := counting(seconds_per_step=0.03))
    run.chunk()
    run.chunk()
    assert begin.begun[0].step <= 5


def test_a_new_program_is_compiled_with_the_first_step(counting, machine):
    run = GridRun(GRID, machine.cores, begin := counting(compiled=False))
    run.chunk()
    assert begin.begun[0].step == 1 and not run.snapshot().compiling


def test_the_computing_a_grid_may_take_is_bounded(counting, machine):
    clock = iter(range(0, 10**9, int(LONGEST) + 1))
    run = GridRun(GRID, machine.cores, counting(), lambda: next(clock))
    run.chunk()
    assert run.snapshot().exhausted and run.snapshot().finished and len(run.snapshot().cells) < len(GRID)


def test_an_error_of_a_cell_is_its_viewers(counting, machine):
    def begin(experiment: Experiment):
        raise KeyError("own-data")

    run = GridRun(GRID, machine.cores, begin)
    run.chunk()
    with pytest.raises(KeyError, match="own-data"):
        run.look("me", 1)
    assert not run.wanted


def families() -> list:
    """Every choice of both families of networks."""
    return [
        pytest.param(Grid(SMALL[config], (Axis(name, options),)), id=f"{config.__name__} {name}")
        for config, name, options in CHOICES
    ]


@pytest.mark.slow
@pytest.mark.parametrize("grid", families())
def test_a_cell_s_numbers_are_those_of_the_same_experiment_alone(grid, machine):
    cells = finish(GridRun(grid, machine.cores, begin_training)).snapshot().cells
    for place, experiment in enumerate(grid.cells):
        cell, alone = cells[place], thumbnail_of(train(experiment))
        np.testing.assert_allclose(cell.signal, alone.signal, rtol=1e-5)
        for name, value in vars(alone.outcome).items():
            expected = value if isinstance(value, str | None) else pytest.approx(value, rel=1e-5, nan_ok=True)
            assert getattr(cell.outcome, name) == expected, name
