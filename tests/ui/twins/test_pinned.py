"""Pinned runs, one's own data among the twins, and ways out of the page."""

import pytest

from gradflow.comparison.twins import MOST, READY
from gradflow.networks import mlp
from gradflow.reading.comparison.twins import differs, named
from gradflow.ui.twins.sidebar import _numbers
from tests.tasks.owned import iris
from tests.ui.app import App, lab_of
from tests.ui.conftest import until
from tests.ui.twins.twins_page import EN, SHORT, ended, held, opened

pytestmark = pytest.mark.slow


def test_a_run_is_pinned_in_its_laboratory_and_compared():
    app = App.new()
    for name, value in {"lang": "en", "steps": "6", "depth": "5", "width": "16", "batch_size": "32"}.items():
        app.query_params[name] = value
    app.run()
    app.button(key="pin").click().run()
    assert "pin" not in [button.key for button in app.button]
    app.slider(key="en.depth").set_value(6).run()
    app.button(key="pin").click().run()
    assert not app.exception
    app.switch_page("pages/twins.py").run()
    assert [each.network.depth for each in held(app).experiments] == [5, 6]
    assert held(app).family is mlp.FAMILY


def test_a_full_list_takes_no_more_and_another_kind_starts_anew():
    app = opened(SHORT)
    twins = held(app)
    for seed in range(1, 8):
        twins.pin(twins.experiments[0].replace(seed=seed))
    assert len(twins.experiments) == MOST
    [new] = READY["cell"][:1]
    twins.pin(new)
    assert twins.experiments == (new,)


def test_ones_own_data_is_compared_while_it_is_held_and_then_politely_gone():
    app = App.new()
    for name, value in {"lang": "en", "steps": "4", "depth": "3", "width": "16", "batch_size": "32"}.items():
        app.query_params[name] = value
    app.run()
    app.file_uploader(key="own.file").set_value(("my.csv", iris(), "text/csv")).run()
    app.button(key="pin").click().run()
    app.switch_page("pages/twins.py").run()
    [mine] = held(app).experiments
    assert mine.task.startswith("own-")
    app.button(key="twins.add").click().run()
    assert EN("twins.own") in differs([mine, mine.replace(task="digits")], EN) and not app.exception
    app.switch_page("pages/layers.py").run()
    app.file_uploader(key="own.file").set_value(("my.csv", iris(2), "text/csv")).run()
    app.switch_page("pages/twins.py").run()
    assert mine not in held(app).experiments and not app.exception
    assert [info.value for info in app.info] == [EN("twins.gone")]


def test_the_numbers_of_all_are_one_table():
    app = opened(SHORT)
    until(app, lambda: ended(app))
    numbers = _numbers(held(app), EN).splitlines()
    assert numbers[0] == "twin,step,depth,quantity,value,format"
    assert {line.split(",")[0] for line in numbers[1:]} == set(named(held(app).experiments, EN))
    assert sum(",loss," in line for line in numbers) == 12


def test_a_twin_opens_in_its_laboratory():
    app = opened(SHORT)
    app.button(key="twins.open.B").click().run()
    assert not app.exception
    assert lab_of(app).experiment == held(app).experiments[1]
