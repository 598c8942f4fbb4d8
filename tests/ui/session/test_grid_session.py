"""What a learner has on a page of grids, without a page around it."""

import pytest

from gradflow.comparison.axes import Refused
from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid
from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.service.viewing.playback import Playback
from gradflow.tasks.own.answers import AS_FOUND
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.session import Session
from tests.tasks.owned import iris
from tests.tasks.test_in_time import MONTHS, table

GRID = Grid.of(Experiment(steps=2, batch_size=32).replace(depth=3, width=16), {"activation": ["tanh", "relu"]})


@pytest.fixture
def session(server) -> GridSession:
    return GridSession(server, "grid", opening_grid, GRID, "")


def test_it_is_a_session(session):
    as_session: Session = session
    assert (as_session.family, as_session.own, len(as_session.name)) == (GRID.base.family, None, 32)


def test_a_choice_holds_for_all_runs(session):
    session.choose(depth=4)
    assert {cell.network.depth for cell in session.grid.cells} == {4}
    assert session.values == {"activation": ("tanh", "relu")}


def test_what_cannot_be_is_refused_and_nothing_changes(session):
    session.compare({"activation": []})
    assert session.grid == GRID and session.refused is not None and not session.linked
    session.compare({"activation": ["tanh", "elu"]})
    assert session.refused is None and session.values == {"activation": ("tanh", "elu")}


def test_it_can_begin_anew(session):
    session.reset()
    assert session.grid == opening_grid(GRID.base.family)


def test_it_is_worked_on_while_it_is_looked_at(session, server):
    session.look()
    assert server.grids._runs[GRID].wanted
    server.grids.leave(session.name)
    assert not server.grids._runs[GRID].wanted


def test_a_figure_is_drawn_where_something_has_changed(session):
    drawn = []

    def draw():
        drawn.append(1)
        return ("figure", 1)

    for key in ("one", "one", "another"):
        session.figure(key, draw)
    assert len(drawn) == 2


OWN = {
    "layers": (Experiment(), iris(), {"activation": ["tanh", "relu"], "depth": [2, 3]}),
    "time": (default_of(RNN), table(MONTHS), {"cell": ["tanh", "lstm"], "learning_rate": [0.01, 0.1]}),
}


@pytest.mark.parametrize(("start", "file", "axes"), OWN.values(), ids=list(OWN))
def test_data_of_ones_own_fills_a_grid_for_as_long_as_its_laboratory_holds_it(server, start, file, axes):
    """Tables and series alike."""
    lab = LabSession(server, Playback(start), "profile")
    lab.bring(start.family.own_data.read(file, AS_FOUND, "my.csv"))
    grid = GridSession(server, "grid", opening_grid, Grid.of(start, axes), "", labs={start.family: lab})
    mine = grid.own
    assert mine is not None and mine is lab.own
    grid.choose(task=mine.name)
    assert grid.refused is None and {cell.task for cell in grid.grid.cells} == {mine.name}
    grid.let_go()
    assert grid.now.task == mine.name and grid.refused is None
    del mine
    lab.bring(None)
    grid.let_go()
    assert grid.grid == opening_grid(start.family)
    assert isinstance(grid.refused, Refused) and grid.refused.why == "gone"
