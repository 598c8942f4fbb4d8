"""A change in mid-run goes on from the step on show, is in the link, and can be undone."""

import pytest

from gradflow.change import MAX_CHANGES
from gradflow.experiment import Experiment
from tests.ui.app import lab_of

pytestmark = pytest.mark.slow


@pytest.fixture
def in_mid_run(opened):
    """The page, with changes to be made in mid-run, at a step that is known."""
    app = opened()
    lab_of(app).playback.pause()
    return app.toggle(key="en.mid_run").set_value(True).run()


def test_the_run_goes_on(in_mid_run):
    learner = lab_of(in_mid_run)
    step = learner.playback.step
    in_mid_run.selectbox(key="en.normalization").select("batch").run()
    assert learner.experiment == Experiment().with_change(step, normalization="batch")
    assert learner.playback.step >= step
    assert in_mid_run.selectbox(key="en.normalization").value == "batch"
    assert in_mid_run.query_params["change"] == f"{step}:normalization:batch"


def test_what_decides_the_first_weights_starts_a_new_run(in_mid_run):
    in_mid_run.slider(key="en.depth").set_value(12).run()
    assert lab_of(in_mid_run).experiment == Experiment().replace(depth=12)


def test_it_can_be_undone(in_mid_run):
    in_mid_run.selectbox(key="en.activation").select("relu").run()
    next(button for button in in_mid_run.button if button.label == "Undo these changes").click().run()
    assert lab_of(in_mid_run).experiment == Experiment()


def test_the_controls_show_what_holds_at_the_step_on_show(opened):
    app = opened(change="250:normalization:batch")
    assert app.selectbox(key="en.normalization").value == "none"


def test_beyond_the_most_changes_a_run_starts_again(in_mid_run):
    learner = lab_of(in_mid_run)
    for rate in range(MAX_CHANGES + 1):
        learner.choose(learning_rate=0.01 * (rate + 1))
    assert len(learner.experiment.changes) <= MAX_CHANGES


def test_choosing_from_the_start_takes_the_place_of_a_later_change(opened):
    app = opened(change="1:normalization:batch")
    app.selectbox(key="en.normalization").select("layer").run()
    assert lab_of(app).experiment == Experiment().replace(normalization="layer")
