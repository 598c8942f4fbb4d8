"""What a learner has on a page of grids, without a page around it."""

import pytest

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid
from gradflow.experiment import Experiment
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.session import Session

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
