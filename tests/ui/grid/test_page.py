"""The pages of grids as a learner meets them: what is compared, what is refused, how a run is opened."""

import time

import pytest

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid, opening_knobs
from gradflow.comparison.rates import opening_rates
from gradflow.experiment import Experiment
from gradflow.networks import mlp, rnn
from gradflow.text import LANGUAGES, Words
from gradflow.ui.session.grid_session import GridSession
from tests.ui.app import App, lab_of, visit_of

pytestmark = pytest.mark.slow

SMALL = {
    "steps": "2",
    "depth": "3",
    "width": "16",
    "batch_size": "32",
    "grid": ["activation:tanh,relu", "initializer:he_normal,orthogonal"],
}
LATTICE = SMALL | {"grid": ["gain:0.5,1,2", "depth:2,4"]}


def open_page(page: str, **query: str | list[str]) -> App:
    """The page once all of its runs are done; a large grid's first look."""
    app = App.new()
    app.query_params["lang"] = query.get("lang", "en")
    app.run()
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    return finished(app.switch_page(f"pages/{page}.py").run())


def finished(app: App) -> App:
    end = time.monotonic() + 60
    while len(grid_of(app)) < 20 and not at(app).look().finished and time.monotonic() < end:
        time.sleep(0.05)
    return app.run()


def at(app: App) -> GridSession:
    return list(visit_of(app).grids.values())[-1]


def grid_of(app: App) -> Grid:
    return at(app).grid


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "default"), [("grid", opening_grid), ("knobs", opening_knobs), ("rates", opening_rates)]
)
def test_opens_already_training(page, default, language):
    app = open_page(page, lang=language)
    assert not app.exception and not app.warning
    assert grid_of(app) == default(mlp.FAMILY)
    assert not at(app).look().finished


def test_a_link_brings_the_grid_and_its_sentence():
    app = open_page("grid", **SMALL)
    base = Experiment(steps=2, batch_size=32).replace(depth=3, width=16)
    axes = {"activation": ["tanh", "relu"], "initializer": ["he_normal", "orthogonal"]}
    assert grid_of(app) == Grid.of(base, axes)
    assert app.said.startswith("4 of 4 runs done")
    assert not app.exception and not app.warning


def test_what_is_chosen_is_in_the_link():
    app = open_page("grid", **SMALL)
    app.multiselect(key="en.values.activation").set_value(["tanh", "elu"]).run()
    app.multiselect(key="en.choices").set_value(["activation", "optimizer"]).run()
    app.multiselect(key="en.values.optimizer").set_value(["sgd", "adam"]).run()
    app.select_slider(key="en.learning_rate").set_value(0.01).run()
    expected = Grid.of(
        Experiment(steps=2, batch_size=32, learning_rate=0.01).replace(depth=3, width=16, initializer="he_normal"),
        {"activation": ["tanh", "elu"], "optimizer": ["sgd", "adam"]},
    )
    assert grid_of(app) == expected
    again = open_page("grid", **{name: app.query_params[name] for name in app.query_params})
    assert grid_of(again) == expected and not again.warning


def test_seeds_are_one_more_axis_and_go_again():
    app = open_page("grid", **SMALL)
    app.button_group(key="en.seeds").set_value(3).run()
    assert [axis.name for axis in grid_of(app).axes] == ["activation", "initializer", "seed"]
    assert visit_of(finished(app)).grids["grid"].look().finished
    assert "each with 3 seeds" in app.run().said
    app.button_group(key="en.seeds").set_value(1).run()
    assert grid_of(app).shape == (2, 2) and not app.exception


@pytest.mark.parametrize("page", ["grid", "knobs"])
def test_the_other_network_opens_its_own_grid(page):
    app = open_page(page, **(SMALL if page == "grid" else LATTICE))
    app.button_group(key="en.network").set_value("rnn").run()
    assert grid_of(app) == {"grid": opening_grid, "knobs": opening_knobs}[page](rnn.FAMILY)
    assert not app.exception
    app.button(key="reset").click().run()
    assert grid_of(app).base.network == at(app).default(rnn.FAMILY).base.network


def test_two_knobs_are_chosen_with_their_ends():
    app = open_page("knobs", **LATTICE)
    app.slider(key="en.ends.gain").set_value((0.5, 1.5)).run()
    assert at(app).values["gain"] == (0.5, 1.0, 1.5)
    app.select_slider(key="en.count.depth").set_value(4).run()
    assert at(app).values["depth"] == (2, 3, 4)  # there are no more whole numbers
    app.selectbox(key="en.up").select("learning_rate").run()
    assert list(at(app).values) == ["gain", "learning_rate"]
    assert not app.exception and not app.warning


def test_what_colours_a_lattice_is_in_the_link():
    app = open_page("knobs", **LATTICE)
    app.selectbox(key="en.measure").select("loss").run()
    assert app.query_params["shown"] == "loss"
    assert at(open_page("knobs", **LATTICE, shown="loss")).shown == "loss"
    assert at(open_page("knobs", **LATTICE, shown="nonsense")).shown == "initial_decades_per_layer"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("grid", {"depth": "999"}, "depth = 999"),
        ("grid", {"grid": ["activation:tanh,sigmold"]}, "activation:tanh,sigmold"),
        ("grid", {"grid": [f"seed:{','.join(map(str, range(1025)))}"]}, "1025"),
        ("knobs", {"grid": ["activation:all", "gain:1,2"]}, None),
        ("knobs", {"grid": ["gain:1,2"], "nonsense": "1"}, "nonsense"),
    ],
)
def test_a_broken_link_opens_the_default_with_one_message(page, query, said, language):
    app = open_page(page, **query, lang=language)
    [warning] = app.warning
    words = Words(language)
    assert (said or words("grid.refused.lattice")) in warning.value and words("grid.broken") in warning.value
    assert grid_of(app) == {"grid": opening_grid(mlp.FAMILY), "knobs": opening_knobs(mlp.FAMILY)}[page]
    assert not app.exception


def test_too_much_is_refused_with_a_sentence_and_nothing_changes():
    app = open_page("grid", **SMALL)
    before = grid_of(app)
    app.multiselect(key="en.values.activation").set_value([]).run()
    [warning] = app.warning
    assert warning.value == f"{Words('en')('grid.refused.empty')} {Words('en')('grid.unchanged')}"
    assert grid_of(app) == before
    assert app.multiselect(key="en.values.activation").value == ["tanh", "relu"]


def test_a_run_is_opened_in_its_laboratory():
    app = open_page("grid", **SMALL)
    place = grid_of(app).shape[1] + 1
    chosen = [each for each in app.selectbox if str(each.key).startswith("en.open.")]
    for each in chosen:
        each.select_index(1)
    app.button(key="open_run").click().run()
    assert lab_of(app).experiment == grid_of(app).cells[place]
    assert not app.exception


def test_work_ends_when_the_page_is_left():
    app = open_page("grid")
    run = visit_of(app).server.grids._runs[grid_of(app)]
    assert run.wanted
    app.query_params.clear()
    app.switch_page("pages/layers.py").run()
    assert not run.wanted and not app.exception


def test_the_table_has_a_row_a_run():
    app = open_page("grid", **SMALL)
    app.toggle(key="en.table").set_value(True).run()
    [table] = app.dataframe
    assert len(table.value) == 4
    assert {"Activation function", "Initialization", "signal", "learning", "loss"} <= set(table.value.columns)
