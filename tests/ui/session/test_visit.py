"""Everything that a browser session holds, page by page."""

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid
from gradflow.experiment import Experiment
from gradflow.service.viewing.playback import Playback
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.lab_session import LabSession

SMALL = Experiment(batch_size=32, steps=20).replace(depth=3, width=16)


def test_a_pinned_run_is_the_first_of_the_twins(visit):
    visit.pin(SMALL)
    visit.pin(SMALL)
    visit.pin(SMALL.replace(seed=1))
    assert visit.twins.experiments == (SMALL, SMALL.replace(seed=1)) and visit.twins.chosen


def test_a_run_opens_in_the_laboratory_that_is_there(visit, server):
    visit.open(SMALL)  # none yet: its link will
    lab = visit.labs[SMALL.family] = LabSession(server, Playback(), "profile")
    visit.open(SMALL)
    assert lab.experiment == SMALL


def test_work_for_a_grid_ends_when_its_page_is_left(visit, server):
    grid = Grid.of(SMALL, {"seed": range(50)})
    visit.grids["grid"] = GridSession(server, "grid", opening_grid, grid, "")
    assert not visit.comes_to("grid")
    visit.grids["grid"].look()
    assert not visit.comes_to("grid") and server.grids._runs[grid].wanted
    assert visit.comes_to("twins") and not server.grids._runs[grid].wanted
