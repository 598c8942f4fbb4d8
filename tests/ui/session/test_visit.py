"""Everything that a browser session holds, page by page."""

from unittest.mock import Mock

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid
from gradflow.experiment import Experiment
from gradflow.service.viewing.playback import Playback
from gradflow.streaming.live_page import LivePage
from gradflow.text import Words
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit

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
    visit.come_to("grid")
    visit.grids["grid"].look()
    visit.come_to("grid")
    assert server.grids._runs[grid].wanted
    visit.come_to("twins")
    assert not server.grids._runs[grid].wanted


def test_of_a_page_that_was_left_nothing_is_shown(visit, server):
    visit.come_to("time")
    visit.stream.show(LivePage(LabSession(server, Playback(), "profile"), Mock(), None))
    visit.come_to("time")
    assert visit.stream.page
    visit.come_to("twins")
    assert not visit.stream.page and visit.stream.frame(visit.stream.follow(Mock())) == (None, None)


def test_a_token_means_nothing_once_the_session_has_ended(server):
    visit = Visit(server, Words("en"))
    token, stream = visit.token, visit.stream
    assert server.streams.get(token) is stream and len(token) == 32
    del visit
    assert stream.ended
    del stream
    assert server.streams.get(token) is None
