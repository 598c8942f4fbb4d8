"""The page of learning rates and a laboratory: the network comes along, there and back."""

import time
from urllib.parse import parse_qs

import pytest

from gradflow.comparison.rates import RATE, rates_for
from gradflow.diagnosis.rates.validation import best_of
from gradflow.experiment import Experiment
from gradflow.text import Words
from gradflow.ui.session.rates_session import RatesSession
from tests.ui.app import App, lab_of, visit_of

pytestmark = pytest.mark.slow

SMALL = {"lang": "en", "steps": "40", "depth": "2", "width": "16", "batch_size": "32", "activation": "tanh"}
EXPERIMENT = Experiment(steps=40, batch_size=32).replace(depth=2, width=16, activation="tanh")


def in_laboratory(**query: str) -> App:
    app = App.new()
    for name, value in (SMALL | query).items():
        app.query_params[name] = value
    return app.run()


def searched(app: App, experiment: Experiment) -> App:
    """On the page that the button leads to; Streamlit's test client does not follow."""
    app.button(key="find_rate").click().run()
    app.switch_page("pages/rates.py")
    if "rates" not in visit_of(app).grids:
        for name, texts in parse_qs(rates_for(experiment).to_query()).items():
            app.query_params[name] = texts
    app.run()
    assert at(app).grid == rates_for(experiment) and not app.exception and not app.warning
    return app


def at(app: App) -> RatesSession:
    session = visit_of(app).grids["rates"]
    assert isinstance(session, RatesSession)
    return session


def test_the_network_comes_along_and_back_with_the_best_rate() -> None:
    app = searched(in_laboratory(), EXPERIMENT)
    end = time.monotonic() + 120
    while not at(app).finished and time.monotonic() < end:
        app.watch()
        time.sleep(0.05)
    session = at(app)
    best = best_of(session.rows(session.look()))
    assert best and session.offered == best.places[0] > 0
    app.run()
    offered = [each.value for each in app.selectbox if str(each.key).startswith("en.open.")]
    assert offered == [session.rates.index(best.values[RATE]), 0]
    app.button(key="back").click().run()
    assert lab_of(app).experiment == EXPERIMENT.replace(learning_rate=best.values[RATE]) and not app.exception
    app.switch_page("pages/layers.py").run()
    lab_of(app).choose(depth=3)
    app.run()
    searched(app, EXPERIMENT.replace(learning_rate=best.values[RATE], depth=3))  # the page has been there before


def test_too_few_steps_for_a_look_at_a_fold_are_told_at_the_button() -> None:
    button = in_laboratory(steps="10").button(key="find_rate")
    assert button.disabled and button.help == Words("en")("grid.refused.looks", fewest=20)
