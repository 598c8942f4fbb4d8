"""The page as a learner meets it: what it shows and what its controls do."""

import pytest

from gradflow.experiment import Experiment, described_fields
from gradflow.fields import Choice, Number
from gradflow.text import LANGUAGES, Words
from gradflow.ui.laboratory import page
from gradflow.ui.widgets.controls import relevant
from tests.ui.app import lab_of, visit_of
from tests.ui.conftest import until_ended

EN = Words("en")


def experiment_of(app) -> Experiment:
    return lab_of(app).experiment


def controls_of(app, language: str = "en") -> set[str]:
    """The fields that have a control in the sidebar."""
    kinds = ("slider", "select_slider", "selectbox", "toggle", "number_input")
    keys = {widget.key for kind in kinds for widget in app.sidebar.get(kind)}
    return {key.removeprefix(f"{language}.") for key in keys if key} - {"few_projector"}  # of the link builder


def status_of(app, words: Words) -> str:
    """The line that says how far the run is."""
    assert words("status.loss", loss="") in app.sight.texts["status"]
    return app.sight.texts["status"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_opens_already_training(opened, language):
    app = opened(lang=language)
    assert not app.exception
    assert not app.warning
    assert experiment_of(app) == Experiment()
    assert lab_of(app).playback.playing
    assert app.where()["playing"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_finished_says_so_and_stops(opened, language):
    app = until_ended(opened(steps="4", lang=language))
    words = Words(language)
    assert status_of(app, words).startswith(words("status.done", step=3, steps=4))
    assert not lab_of(app).playback.waiting
    assert app.where() == {"playing": 0, "ended": 1, "step": 4, "furthest": 4, "pace": 20}


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
        elif isinstance(rule, Number) and key in {slider.key for slider in app.slider}:
            assert (app.slider(key=key).min, app.slider(key=key).max) == (rule.low, rule.high)
        elif isinstance(rule, Number):
            app.number_input(key=key).set_value(rule.high + 1).run()
            refused = EN.refused(EN(f"field.{name}.label"), rule.high + 1, EN.between(rule.low, rule.high, rule.whole))
            assert [each.value for each in app.warning] == [refused] and experiment_of(app) == Experiment()


def test_a_number_that_is_typed_is_refused_in_the_language_of_the_page_until_something_else_is_chosen(opened):
    app = opened(lang="zh")
    app.number_input(key="zh.steps").set_value(20001).run()
    assert [each.value for each in app.warning] == ["步数：不能用 20001，请填 1 到 20000 之间的整数。"]
    app.slider(key="zh.depth").set_value(7).run()
    assert not app.warning
    app.number_input(key="zh.steps").set_value(50).run()
    assert not app.warning and experiment_of(app).steps == 50


def test_a_changed_field_is_a_new_run_that_plays(opened):
    app = opened()
    app.tell("pause")
    assert not lab_of(app).playback.playing
    app.slider(key="en.depth").set_value(7).run()
    assert experiment_of(app) == Experiment().replace(depth=7)
    assert lab_of(app).playback.playing


def test_pause_and_one_step(opened):
    app = opened()
    playback = lab_of(app).playback
    app.tell("pause")
    before = playback.step
    app.run()
    assert playback.step == before
    app.tell("step")
    assert playback.step == before + 1


def test_a_change_that_comes_while_the_page_is_drawn_has_it_drawn_anew(opened, monkeypatch):
    app = opened()
    late = iter([{"depth": 9}])
    monkeypatch.setattr(page, "remedies", lambda _, session, words: session.choose(**next(late, {})))
    app.run()
    assert app.slider(key="en.depth").value == 9


def test_what_only_moves_the_run_leaves_the_page_as_it_is(opened):
    app = until_ended(opened(steps="12"))
    drawn = visit_of(app).stream.page
    assert drawn
    for command, to in [("scrub", 5), ("step", 0), ("pace", 100), ("restart", 0), ("pause", 0), ("play", 0)]:
        drawn.commands[command].act(drawn.session, to)
        assert drawn.look().state == drawn.state, command


def test_new_seed_is_the_next_and_restart_keeps_it(opened):
    app = opened(seed="41")
    app.tell("new_seed").tell("restart")
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
