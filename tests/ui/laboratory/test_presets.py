"""The menu of starting points: it opens them, tells their stories, and shows none for the learner's own."""

import pytest

from gradflow.experiment import Experiment
from gradflow.networks import FAMILIES, mlp
from gradflow.presets import PRESETS, after, presets_of
from gradflow.text import LANGUAGES, Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.widgets.terms import linked
from tests.ui.app import lab_of

pytestmark = pytest.mark.slow

EN = Words("en")


def told(app, name):
    """Whether the page asks this preset's question, says where to look, and has the answer ready."""
    return asked(app, name) and answered(app, name)


def asked(app, name):
    return all(part in said(app) for part in (EN(f"preset.{name}.question"), linked(EN(f"preset.{name}.look"), EN)))


def answered(app, name):
    return all(part in said(app) for part in (EN(f"preset.{name}.next"), linked(EN(f"preset.{name}.why"), EN)))


def said(app):
    return "\n".join(each.value for each in (*app.caption, *app.markdown))


def test_the_page_opens_with_a_preset_and_its_story(opened):
    app = opened()
    assert app.selectbox(key="en.presets").value == "sigmoid"
    assert told(app, "sigmoid")


@pytest.mark.parametrize("name", presets_of(mlp.FAMILY))
def test_choosing_opens_it(opened, name):
    app = opened()
    app.selectbox(key="en.presets").select(name).run()
    assert lab_of(app).experiment == PRESETS[name].experiment
    assert app.selectbox(key="en.presets").value == name
    assert told(app, name)
    assert lab_of(app).view == (PRESETS[name].view or "profile")


def test_an_experiment_of_one_s_own_is_asked_nothing_and_keeps_the_story(opened):
    app = opened()
    app.slider(key="en.depth").set_value(13).run()
    menu = app.selectbox(key="en.presets")
    assert menu.value is None and menu.placeholder.startswith("1") and EN("preset.sigmoid.label") in menu.placeholder
    assert answered(app, "sigmoid") and not asked(app, "sigmoid")
    began = menu.placeholder.removesuffix(", changed")
    assert all(EN(f"presets.{key}", label=began) in said(app) for key in ("began", "of_story"))
    menu.select("relu_he").run()
    assert told(app, "relu_he") and not told(app, "sigmoid")


def test_the_next_of_the_path_is_a_click_away(opened):
    app = opened()
    app.button(key="next_preset").click().run()
    assert lab_of(app).experiment == PRESETS[after("sigmoid")].experiment


@pytest.mark.parametrize("family", FAMILIES.values())
def test_each_opens_with_a_view_that_there_is(family):
    views = LABORATORIES[family].views
    assert {preset.view for preset in presets_of(family).values()} <= {"", *views}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name, preset in PRESETS.items() if preset.view])
def test_where_to_look_names_the_view_that_is_open(name, language):
    words = Words(language)
    assert words(f"view.{PRESETS[name].view}") in words(f"preset.{name}.look")


def test_the_menu_is_a_numbered_path(opened):
    shown = opened().selectbox(key="en.presets").options
    numbers = [int(option[0]) for option in shown]
    assert numbers == sorted(numbers) and set(numbers) == {1, 2, 3, 4, 5, 6}


def test_emptying_the_menu_changes_nothing(opened):
    app = opened()
    app.selectbox(key="en.presets").set_value(None).run()
    assert lab_of(app).experiment == Experiment()


def test_a_preset_takes_a_broken_link_s_complaint_away(opened):
    app = opened(depth="1000")
    assert app.warning
    app.selectbox(key="en.presets").select("rezero").run()
    assert not app.warning
