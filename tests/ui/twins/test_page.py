"""The page of fair twins without a browser."""

import numpy as np
import pytest

from gradflow.comparison.twins import READY, differing
from gradflow.engine.train import begin_training
from gradflow.link import TWIN
from gradflow.networks import rnn
from gradflow.text import LANGUAGES, Words
from gradflow.ui.session.twins_session import SEEDS
from gradflow.ui.widgets.controls import relevant
from tests.ui.app import visit_of
from tests.ui.conftest import until
from tests.ui.twins.twins_page import EN, SHORT, ended, held, opened, said

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", LANGUAGES)
def test_opens_with_one_knob_that_differs(language):
    app, words = opened(lang=language), Words(language)
    assert held(app).experiments == READY["normalization"]
    assert words("field.normalization.label") in said(app)
    assert words("choice.normalization.batch.label") in said(app)
    assert words("twins.fair") in said(app)
    assert not app.warning


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", READY)
def test_every_ready_comparison_opens(name, language):
    app = opened(SHORT, language)
    app.selectbox(key=f"{language}.twins.ready").select(name).run()
    assert held(app).experiments == READY[name]
    assert list(app.query_params[TWIN]) == [each.to_query() or "network=mlp" for each in READY[name]]
    assert not app.exception


def test_all_come_to_the_same_step_and_their_numbers_are_those_of_training_alone():
    app = opened(SHORT)
    until(app, lambda: ended(app))
    traces = held(app).together().traces(6)
    assert [len(trace) for trace in traces] == [6, 6]
    for trace in traces:
        alone = begin_training(trace.experiment).advance(6)
        for name, array in alone.arrays().items():
            np.testing.assert_allclose(getattr(trace, name), array, rtol=1e-5, err_msg=name)
    assert EN("twins.done", step=5, steps=6) in said(app)


def test_the_sentence_says_the_decades_between_them():
    app = opened(SHORT)
    until(app, lambda: ended(app))
    first, second = held(app).together().traces(6)
    decades = np.log10(second.signal_rms[5, 0] / first.signal_rms[5, 0])
    assert f"**{decades:+.1f} decades**" in said(app)


def test_any_knob_can_be_the_one_that_differs():
    app = opened(SHORT)
    for name in ("initializer", "learning_rate", "depth", "tied"):
        app.selectbox(key="en.twins.knob").select(name).run()
        assert differing(held(app).experiments) == (name,)
        assert not app.exception
    app.selectbox(key="en.twins.knob").select("seed").run()
    assert EN("twins.unfair", fields=EN("field.seed.label")) in said(app)


def test_each_twin_has_its_own_value_of_the_knob():
    app = opened(SHORT)
    app.selectbox(key="en.B.normalization").select("layer").run()
    assert [each.values()["normalization"] for each in held(app).experiments] == ["none", "layer"]
    app.selectbox(key="en.B.normalization").select("none").run()
    assert differing(held(app).experiments) == ()
    assert EN("twins.none_differ") in said(app)


def test_twins_are_added_up_to_four_and_removed():
    app = opened(SHORT)
    for count in (3, 4):
        app.button(key="twins.add").click().run()
        assert len(set(held(app).experiments)) == count
    assert app.button(key="twins.add").disabled
    app.button(key="twins.remove.A").click().run()
    assert len(held(app).experiments) == 3 and held(app).experiments[0].values()["normalization"] == "batch"
    assert not app.exception


def test_a_broken_twin_gets_one_warning_and_the_rest_opens():
    app = opened([SHORT[0], "depth=1000", SHORT[1]])
    [warning] = app.warning
    assert "depth=1000" in warning.value
    assert len(held(app).experiments) == 2


def test_a_link_with_nothing_usable_opens_the_default():
    app = opened(["task=own-0123", "nonsense"])
    [warning] = app.warning
    assert EN("twins.link.elsewhere") in warning.value and "nonsense" in warning.value
    assert held(app).experiments == READY["normalization"]


def test_other_depths_have_no_difference_map_and_say_why():
    app = opened([SHORT[0], "steps=6&depth=8&width=16&batch_size=32"])
    assert EN("twins.no_difference", names="B · 8") in said(app)


def test_recurrent_twins():
    short = "network=rnn&steps=4&sequence_length=8&hidden_size=8&batch_size=6"
    app = opened([short, f"{short}&cell=gru", f"{short}&cell=lstm"])
    until(app, lambda: ended(app))
    assert held(app).family is rnn.FAMILY
    assert "time step 1" in said(app)


def test_over_several_seeds():
    app = opened(SHORT)
    app.toggle(key="en.over_seeds").set_value(True).run()
    until(app, lambda: ended(app) and all(seed.there(6) for seed in held(app).other_seeds()))
    app.run()
    assert EN("twins.seeds_there", there=SEEDS, all=SEEDS) in said(app)
    for more in range(SEEDS):
        assert len(visit_of(app).server.runs.get(held(app).experiments[1].replace(seed=more))) == 6


def test_what_is_shown_of_a_twin_is_what_matters_to_it():
    app = opened([SHORT[0], "steps=6&depth=5&width=16&batch_size=32&activation=leaky_relu&leaky_slope=0.3"])
    assert "en.B.leaky_slope" in [slider.key for slider in app.slider]
    assert "en.A.leaky_slope" not in [slider.key for slider in app.slider]
    assert not relevant(held(app).experiments[0], "leaky_slope")
