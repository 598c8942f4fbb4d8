"""The link: what is on the page is in the address bar, and a broken one says what was wrong."""

import pytest

from gradflow.experiment import MLP, Change, Experiment, described_fields
from gradflow.invalid import InvalidField
from gradflow.text import LANGUAGES, Words
from gradflow.ui.session.links.link import complaint
from tests.ui.app import lab_of
from tests.ui.conftest import until_ended


def test_the_page_writes_the_link_that_opens_it(opened):
    app = opened()
    assert dict(app.query_params) == {}
    app.selectbox(key="en.activation").select("tanh").run()
    app.slider(key="en.depth").set_value(33).run()
    link = dict(app.query_params)
    assert link == {"activation": "tanh", "depth": "33", "story": "sigmoid", "v": "3"}
    again = opened(**link)
    assert lab_of(again).experiment == Experiment(network=MLP(depth=33, activation="tanh"))
    assert not again.warning


def test_mid_run_changes_are_kept_shown_and_removable(opened):
    app = opened(change="100:normalization:batch", steps="200")
    assert lab_of(app).experiment.changes == (Change(100, "normalization", "batch"),)
    assert any("Batch normalization" in markdown.value for markdown in app.sidebar.markdown)
    app.slider(key="en.depth").set_value(10).run()
    assert app.query_params["change"] == "100:normalization:batch"
    app.number_input(key="en.steps").set_value(50).run()  # too short to reach it
    assert not app.exception
    assert lab_of(app).experiment.changes == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_link_opens_the_default_with_one_message(opened, language):
    app = opened(depth="999", activation="sigmold", nonsense="1", lang=language)
    assert lab_of(app).experiment == Experiment()
    [warning] = app.warning
    for part in ("depth = 999", "100", "activation = sigmold", "leaky_relu", "nonsense"):
        assert part in warning.value
    assert app.query_params["depth"] == "999"  # what was refused stands there until the page says something else
    app.slider(key=f"{language}.depth").set_value(5).run()
    assert not app.warning and set(app.query_params) <= {"lang", "depth", "v"} and app.query_params["depth"] == "5"


def test_a_link_leads_to_its_place(opened):
    app = opened(view="chain", pace="100", step="6")
    lab = lab_of(app)
    assert (lab.view, lab.playback.pace, lab.playback.rests_at) == ("chain", 100, 6)
    until_ended(app)
    assert lab.playback.step == 6 and not lab.playback.playing
    assert dict(app.query_params) == {"view": "chain", "pace": "100", "step": "6"}  # as it was
    assert app.sight.place == [("pace", "100"), ("step", "6")]  # what the browser is told to say
    lab.playback.play()
    assert app.run().sight.place == [("pace", "100")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_that_the_page_does_not_have_is_refused_and_the_experiment_opens(opened, language):
    app = opened(depth="7", view="chains", step="301", lang=language)
    assert lab_of(app).experiment.network.depth == 7 and lab_of(app).view == "profile"
    [warning] = app.warning
    words = Words(language)
    for part in (words("link.misplaced"), "view = chains", "`chain`", "step = 301", "300"):
        assert part in warning.value
    app.slider(key=f"{language}.depth").set_value(5).run()
    assert not app.warning


def test_an_address_that_the_browser_went_back_to_is_taken_up(opened):
    app = opened(depth="7")
    app.slider(key="en.depth").set_value(9).run()
    app.segmented_control(key="en.view").set_value("chain").run()
    app.run()
    app.query_params = {"depth": "7", "view": "updates", "lang": "zh"}
    app.run()
    assert lab_of(app).experiment.network.depth == 7 and lab_of(app).view == "updates"
    assert app.slider(key="zh.depth").value == 7
    assert dict(app.query_params) == {"depth": "7", "view": "updates", "lang": "zh"}


def test_a_strangers_text_stays_text():
    long = "`<b>**!**[x](http://y)\n#" + "x" * 500
    unknown = [InvalidField(f"a{i}", "", None) for i in range(20)]
    message = complaint([InvalidField("depth", long, described_fields(MLP)["depth"].rule), *unknown], Words("en"))
    assert "`depth = <b>**!**[x](http://y)#xxx" in message
    assert message.count("\n- ") == 6
    assert len(message) < 600
