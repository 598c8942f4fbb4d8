"""What a learner compares, without a page around it."""

import pytest

from gradflow.comparison.twins import MOST, READY, differing
from gradflow.service.viewing.playback import Playback
from gradflow.tasks.own import own
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.session import Session
from gradflow.ui.session.twins_session import SEEDS, TwinsSession
from tests.tasks.owned import iris

TWO = READY["normalization"]


@pytest.fixture
def labs(server):
    """A laboratory the same visitor has been to."""
    return {TWO[0].family: LabSession(server, Playback(), "profile")}


@pytest.fixture
def twins(server, labs) -> TwinsSession:
    return TwinsSession(server, TWO, Playback(TWO[0]), labs)


def test_it_is_a_session(twins):
    session: Session = twins
    assert (session.family, session.own, len(session.name)) == (TWO[0].family, None, 32)


def test_a_choice_is_one_twin_s(twins):
    twins.choose(1, normalization="layer")
    assert twins.experiments == (TWO[0], TWO[0].replace(normalization="layer")) and twins.chosen


def test_one_more_goes_on_with_the_knob_that_differs(twins):
    for wanted in range(3, MOST + 2):
        twins.add(wanted)
        twins.add(wanted)  # heard twice
    assert len(set(twins.experiments)) == MOST and differing(twins.experiments) == ("normalization",)
    twins.remove(twins.experiments[0], MOST - 1)
    assert len(twins.experiments) == MOST - 1


def test_they_share_their_runs_with_laboratories(twins, server):
    assert twins.together().runs == [server.runs.get(each) for each in TWO]


def test_other_seeds_are_asked_for_only_where_they_are_wanted(twins):
    assert twins.other_seeds() == []
    twins.over_seeds = True
    assert [group.runs[0].experiment.seed for group in twins.other_seeds()] == [*range(1, SEEDS)]


def test_one_is_opened_in_the_laboratory_that_is_there(twins, labs):
    twins.leave(TWO[1])
    assert twins.leaving == TWO[1] and labs[TWO[1].family].experiment == TWO[1]


def test_those_whose_data_is_gone_are_let_go(twins, labs):
    lab = labs[TWO[0].family]
    lab.bring(own(iris(), file="my.csv"))
    assert twins.own is lab.own
    mine = TWO[0].replace(task=lab.own.name)
    twins.show([mine, TWO[0]])
    twins.let_go()
    assert twins.experiments == (mine, TWO[0]) and not twins.gone
    lab.bring(None)
    twins.let_go()
    assert twins.experiments == (TWO[0],) and twins.gone
