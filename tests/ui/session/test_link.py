"""The link: what is on the page is in the address bar, and a broken one says what was wrong."""

import pytest

from gradflow.experiment import MLP, Change, Experiment, described_fields
from gradflow.invalid import InvalidField
from gradflow.text import LANGUAGES, Words
from gradflow.ui.session.link import complaint
from tests.ui.conftest import lab_of


def test_the_page_writes_the_link_that_opens_it(opened):
    app = opened()
    assert dict(app.query_params) == {}
    app.selectbox(key="en.activation").select("tanh").run()
    app.slider(key="en.depth").set_value(33).run()
    link = dict(app.query_params)
    assert link == {"activation": "tanh", "depth": "33", "v": "2"}
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
    assert set(app.query_params) <= {"lang"}  # the address bar now says what is on the page
    app.slider(key=f"{language}.depth").set_value(5).run()
    assert not app.warning


def test_a_strangers_text_stays_text():
    long = "`<b>**!**[x](http://y)\n#" + "x" * 500
    unknown = [InvalidField(f"a{i}", "", None) for i in range(20)]
    message = complaint([InvalidField("depth", long, described_fields(MLP)["depth"].rule), *unknown], Words("en"))
    assert "`depth = <b>**!**[x](http://y)#xxx" in message
    assert message.count("\n- ") == 6
    assert len(message) < 600
