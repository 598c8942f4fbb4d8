"""Scrubbing back: any recorded step, from a run that plays or one that stands still."""

from tests.ui.app import lab_of
from tests.ui.conftest import until_ended


def test_the_page_shows_the_step_chosen_and_plays_on_from_it(opened):
    app = until_ended(opened(steps="12"))
    playback = lab_of(app).playback
    app.tell("scrub", 5)
    assert (playback.step, playback.playing, playback.furthest) == (5, False, 12)
    assert app.sight and app.sight.texts["status"].startswith("Step 4 of ") and app.where()["step"] == 5
    app.tell("play")
    assert playback.waiting or playback.step > 5
    assert not app.exception


def test_scrubbing_pauses_a_run_that_plays(opened):
    app = opened(steps="2000").tell("scrub", 1)
    assert (lab_of(app).playback.step, lab_of(app).playback.playing) == (1, False)


def test_controls_follow_a_change_in_mid_run_that_is_scrubbed_over(opened):
    app = opened(steps="60", change="2:normalization:batch")
    until_ended(app)
    for step, normalization in [(1, "none"), (3, "batch"), (1, "none")]:
        app.tell("scrub", step)
        assert app.selectbox(key="en.normalization").value == normalization
