"""The menu of starting points: it opens them, tells their stories, and shows none for the learner's own."""

import pytest

from gradflow.experiment import Experiment
from gradflow.networks import mlp
from gradflow.presets import PRESETS, presets_of
from gradflow.text import Words
from tests.ui.conftest import lab_of

pytestmark = pytest.mark.slow

EN = Words("en")


def stories(app):
    return [caption.value for caption in app.caption]


def test_the_page_opens_with_a_preset_and_its_story(opened):
    app = opened()
    assert app.selectbox(key="en.presets").value == "sigmoid"
    assert EN("preset.sigmoid.story") in stories(app)


@pytest.mark.parametrize("name", presets_of(mlp.FAMILY))
def test_choosing_opens_it(opened, name):
    app = opened()
    app.selectbox(key="en.presets").select(name).run()
    assert lab_of(app).experiment == PRESETS[name].experiment
    assert app.selectbox(key="en.presets").value == name
    assert EN(f"preset.{name}.story") in stories(app)


def test_an_experiment_of_one_s_own_shows_none(opened):
    app = opened()
    app.slider(key="en.depth").set_value(13).run()
    assert app.selectbox(key="en.presets").value is None
    assert EN("preset.sigmoid.story") not in stories(app)


def test_emptying_the_menu_changes_nothing(opened):
    app = opened()
    app.selectbox(key="en.presets").set_value(None).run()
    assert lab_of(app).experiment == Experiment()


def test_a_preset_takes_a_broken_link_s_complaint_away(opened):
    app = opened(depth="1000")
    assert app.warning
    app.selectbox(key="en.presets").select("rezero").run()
    assert not app.warning
