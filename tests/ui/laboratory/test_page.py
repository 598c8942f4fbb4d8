"""The page as a learner meets it: what it shows and what its controls do."""

import pytest

from gradflow.experiment import Experiment, described_fields
from gradflow.fields import Choice, Number
from gradflow.text import LANGUAGES, Words
from gradflow.ui.laboratory import page
from gradflow.ui.widgets.controls import relevant
from tests.ui.conftest import lab_of, until_ended


def experiment_of(app) -> Experiment:
    return lab_of(app).experiment


def controls_of(app, language: str = "en") -> set[str]:
    """The fields that have a control in the sidebar."""
    kinds = ("slider", "select_slider", "selectbox", "toggle", "number_input")
    keys = {widget.key for kind in kinds for widget in app.sidebar.get(kind)}
    return {key.removeprefix(f"{language}.") for key in keys if key} - {"presets"}


def status_of(app, words: Words) -> str:
    """The line that says how far the run is."""
    begin = words("status.loss", loss="")
    return next(markdown.value for markdown in app.markdown if begin in markdown.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_opens_already_training(opened, language):
    app = opened(lang=language)
    assert not app.exception
    assert not app.warning
    assert experiment_of(app) == Experiment()
    assert lab_of(app).playback.playing
    assert Words(language)("transport.pause") in {button.label for button in app.button}


@pytest.mark.parametrize("language", LANGUAGES)
def test_finished_says_so_and_stops(opened, language):
    app = until_ended(opened(steps="4", lang=language))
    words = Words(language)
    assert status_of(app, words).startswith(words("status.done", step=4))
    assert not lab_of(app).playback.waiting
    assert app.button(key="play").label == words("transport.replay")
    assert app.button(key="step").disabled


def test_sidebar_shows_what_matters_and_no_more(opened):
    app = opened()
    assert controls_of(app) == {name for name in described_fields() if relevant(Experiment(), name)}
    assert "leaky_slope" not in controls_of(app)
    app.selectbox(key="en.activation").select("leaky_relu").run()
    app.selectbox(key="en.normalization").select("layer").run()
    app.selectbox(key="en.optimizer").select("adam").run()
    assert {"leaky_slope", "norm_position", "momentum", "beta2", "epsilon"} <= controls_of(app)
    assert not app.exception


def test_limits_are_the_rules(opened):
    app = opened()
    for name, described in described_fields().items():
        rule, key = described.rule, f"en.{name}"
        if name not in controls_of(app):
            continue
        if isinstance(rule, Choice):
            assert len(app.selectbox(key=key).options) == len(rule.options)
        elif isinstance(rule, Number) and rule.log:
            stops = [float(stop) for stop in app.select_slider(key=key).options]
            assert (stops[0], stops[-1]) == (rule.low, rule.high)
        elif isinstance(rule, Number):
            [widget] = [w for kind in ("slider", "number_input") for w in app.get(kind) if w.key == key]
            assert (widget.min, widget.max) == (rule.low, rule.high)


def test_a_changed_field_is_a_new_run_that_plays(opened):
    app = opened()
    app.button(key="play").click().run()
    assert not lab_of(app).playback.playing
    app.slider(key="en.depth").set_value(7).run()
    assert experiment_of(app) == Experiment().replace(depth=7)
    assert lab_of(app).playback.playing


def test_pause_and_one_step(opened):
    app = opened()
    playback = lab_of(app).playback
    app.button(key="play").click().run()
    before = playback.step
    app.run()
    assert playback.step == before
    app.button(key="step").click().run()
    assert playback.step == before + 1


def test_a_tick_that_ends_while_the_page_is_drawn_has_it_drawn_anew(opened, monkeypatch):
    app = opened()
    playback = lab_of(app).playback
    playback.go(playback.furthest - 1)
    late = iter([playback.furthest])
    monkeypatch.setattr(page, "remedies", lambda session, words: playback.go(next(late, playback.step)))
    app.run()
    assert app.slider(key="en.scrub").value == playback.step == playback.furthest


def test_new_seed_is_the_next_and_restart_keeps_it(opened):
    app = opened(seed="41")
    app.button(key="new_seed").click().run()
    app.button(key="restart").click().run()
    assert experiment_of(app).seed == 42


def test_an_optional_field_follows_the_optimizer(opened):
    app = opened()
    app.selectbox(key="en.optimizer").select("adamw").run()
    assert app.slider(key="en.weight_decay").value == 0.01
    app.slider(key="en.weight_decay").set_value(0.5).run()
    assert experiment_of(app).weight_decay == 0.5
    app.slider(key="en.weight_decay").set_value(0.01).run()
    assert experiment_of(app).weight_decay is None


def test_language_changes_words_and_nothing_else(opened):
    app = opened(depth="12")
    playback = lab_of(app).playback
    app.button_group(key="language").set_value("zh").run()
    assert lab_of(app).playback is playback
    assert app.slider(key="zh.depth").value == 12
    assert app.slider(key="zh.depth").label == Words("zh")("field.depth.label")
    assert app.query_params["lang"] == "zh"
