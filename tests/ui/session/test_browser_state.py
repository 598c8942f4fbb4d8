"""What a busy browser still says of a control that was just moved is not obeyed; a learner's hand is."""

import pytest

from gradflow.experiment import Experiment
from gradflow.ui.session import browser_state
from tests.ui.conftest import first_frame, lab_of

CHANGED = Experiment().with_change(2, normalization="batch")


@pytest.fixture
def moved(opened, monkeypatch):
    """The page just after a change in mid-run has moved the normalization's control; a moment lasts long here."""
    monkeypatch.setattr(browser_state, "ECHO", 60.0)
    app = opened()
    playback = lab_of(app).playback
    playback.pause()
    playback.experiment = CHANGED
    playback.step = 0
    first_frame(app.run())
    assert playback.step >= 2 and app.selectbox(key="en.normalization").value == "batch"
    return app


def test_the_value_from_before_is_an_echo(moved):
    moved.selectbox(key="en.normalization").select("none").run()
    assert lab_of(moved).experiment == CHANGED
    assert moved.selectbox(key="en.normalization").value == "batch"


def test_any_other_value_is_the_learner_s(moved):
    moved.selectbox(key="en.normalization").select("layer").run()
    assert lab_of(moved).experiment == Experiment().replace(normalization="layer")


def test_a_moment_later_so_is_the_value_from_before(moved, monkeypatch):
    monkeypatch.setattr(browser_state, "ECHO", 0.0)
    moved.selectbox(key="en.normalization").select("none").run()
    assert lab_of(moved).experiment == Experiment()
