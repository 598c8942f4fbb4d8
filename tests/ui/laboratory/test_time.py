"""The laboratory of time: the same page for a recurrent network."""

import pytest

from gradflow.experiment import Experiment, default_of
from gradflow.networks import MLP, RNN, rnn
from gradflow.text import LANGUAGES, Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.frames.other_cells import caught_up, traces_beside
from gradflow.ui.widgets.controls import relevant
from gradflow.ui.widgets.terms import linked
from tests.ui.app import lab_of
from tests.ui.conftest import until, until_ended
from tests.ui.laboratory.test_page import controls_of, experiment_of, status_of

pytestmark = pytest.mark.slow

SHORT = {"network": "rnn", "steps": "4", "sequence_length": "8"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_opens_already_training(opened, language):
    app = opened(network="rnn", lang=language)
    assert not app.exception
    assert not app.warning
    assert experiment_of(app) == default_of(RNN)
    assert lab_of(app).playback.playing


def test_the_sidebar_shows_what_matters_and_no_more(opened):
    app = opened(**SHORT)
    now = experiment_of(app)
    assert controls_of(app) == {name for name in now.described() if relevant(now, name)}
    assert {"cell", "hidden_size", "sequence_length", "spectral_radius", "window"} <= controls_of(app)
    assert not {"forget_bias", "stacked_residual", "init_scale", "precision", "depth", "own"} & controls_of(app)
    app.selectbox(key="en.cell").select("lstm").run()
    app.slider(key="en.stacked_layers").set_value(2).run()
    app.selectbox(key="en.recurrent_initializer").select("normal").run()
    assert {"forget_bias", "stacked_residual", "init_scale"} <= controls_of(app)
    app.selectbox(key="en.task").select("digit_rows").run()
    assert experiment_of(app).values()["sequence_length"] == 8
    assert "sequence_length" not in controls_of(app)
    assert not app.exception


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", LABORATORIES[rnn.FAMILY].views)
def test_every_view_opens(opened, view, language):
    app = until_ended(opened(**SHORT, cell="lstm", lang=language))
    app.button_group(key=f"{language}.view").set_value(view).run()
    assert lab_of(app).view == view
    words = Words(language).along(rnn.FAMILY.axis)
    of_lstm = words.get(f"view.of_cell.{view}.lstm")  # of one view there is something to say
    assert linked(words(f"view.help.{view}") + of_lstm, words) in {each.value for each in app.caption}
    assert status_of(app, words).startswith(words("status.done", step=3, steps=4))
    assert not app.exception


def test_cells_side_by_side_are_trained_to_the_step_on_show(opened):
    app = opened(**SHORT)
    app.button_group(key="en.view").set_value("cells").run()
    learner = lab_of(app)
    until(app, lambda: not learner.playback.waiting and caught_up(learner))
    traces = traces_beside(learner)
    assert list(traces) == ["tanh", "gru", "lstm"]
    assert {len(trace) for trace in traces.values()} == {4}
    assert not app.exception


def test_more_than_a_run_can_hold_is_refused_with_a_sentence(opened):
    app = opened(**SHORT, hidden_size="128", batch_size="128")
    before = experiment_of(app)
    app.slider(key="en.stacked_layers").set_value(4).run()
    [warning] = app.warning
    assert "65536" in warning.value and "32768" in warning.value
    assert experiment_of(app) == before and app.slider(key="en.stacked_layers").value == 1
    app.slider(key="en.stacked_layers").set_value(2).run()
    assert not app.warning and experiment_of(app).values()["stacked_layers"] == 2


def test_a_link_to_more_than_a_run_can_hold_says_so(opened):
    app = opened(**SHORT, hidden_size="128", batch_size="128", stacked_layers="4")
    [warning] = app.warning
    assert "65536" in warning.value and experiment_of(app) == default_of(RNN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_link_opens_the_default_of_its_page(opened, language):
    app = opened(network="rnn", cell="elman", sequence_length="1", lang=language)
    [warning] = app.warning
    for part in ("cell = elman", "lstm", "sequence_length = 1", "400"):
        assert part in warning.value
    assert experiment_of(app) == default_of(RNN)


def test_a_network_that_there_is_not_opens_the_layers(opened):
    app = opened(network="transformer")
    [warning] = app.warning
    assert "network = transformer" in warning.value and "mlp" in warning.value and "rnn" in warning.value
    assert experiment_of(app) == Experiment()


def test_the_forget_bias_is_raised_in_mid_run(opened):
    app = opened(**SHORT, cell="lstm")
    app.toggle(key="en.mid_run").set_value(True).run()
    app.slider(key="en.forget_bias").set_value(5.0).run()
    [change] = experiment_of(app).changes
    assert (change.name, change.value) == ("forget_bias", 5.0)
    assert not app.exception


def switch(app, page: str) -> None:
    """As a browser does it: the address of the other page says nothing yet."""
    app.query_params.clear()
    app.switch_page(f"pages/{page}.py").run()


def test_each_laboratory_keeps_its_own_place(opened):
    app = opened(**SHORT)
    switch(app, "layers")
    assert isinstance(experiment_of(app).network, MLP)
    app.selectbox(key="en.activation").select("relu").run()
    switch(app, "time")
    assert experiment_of(app).values()["sequence_length"] == 8
    switch(app, "layers")
    assert experiment_of(app).values()["activation"] == "relu"
    assert not app.exception
