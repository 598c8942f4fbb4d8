"""One click brings the gradient back, another takes the remedy away."""

from urllib.parse import parse_qsl

import pytest

from gradflow.experiment import Experiment, default_of, default_values
from gradflow.text import LANGUAGES, Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from tests.ui.app import lab_of
from tests.ui.conftest import until_ended

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("family", "name"), [(family, name) for family, laboratory in LABORATORIES.items() for name in laboratory.remedies]
)
def test_a_remedy_changes_the_default_experiment(family, name):
    opening = default_of(family.config)
    assert opening.replace(**LABORATORIES[family].remedies[name]) != opening


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("laboratory", LABORATORIES.values(), ids=map(str, LABORATORIES))
def test_a_label_names_as_many_things_as_a_remedy_changes(laboratory, language):
    labels = {name: Words(language)(f"remedy.{name}.label").split(" + ") for name in laboratory.remedies}
    assert {name: len(parts) for name, parts in labels.items()} == {k: len(v) for k, v in laboratory.remedies.items()}


@pytest.mark.parametrize(
    ("family", "name"), [(family, name) for family, laboratory in LABORATORIES.items() for name in laboratory.remedies]
)
def test_on_and_off_again(opened, family, name):
    needed = {"cell": "lstm"} if name == "forget_bias" else {}
    start = default_of(family.config).replace(**needed)
    app = opened(**dict(parse_qsl(start.to_query())))
    before = app.button_group(key="en.remedies").value
    app.button_group(key="en.remedies").set_value([*before, name]).run()
    assert lab_of(app).experiment == start.replace(**LABORATORIES[family].remedies[name])
    assert name in app.button_group(key="en.remedies").value
    kept = [other for other in app.button_group(key="en.remedies").value if other != name]
    app.button_group(key="en.remedies").set_value(kept).run()
    off = {field: default_values(family.config)[field] for field in LABORATORIES[family].remedies[name]}
    assert lab_of(app).experiment == start.replace(**off)


def test_the_row_follows_the_sidebar(opened):
    app = opened()
    app.selectbox(key="en.connection").select("residual").run()
    assert app.button_group(key="en.remedies").value == ["residual"]


def test_an_explosion_ends_with_a_way_out(opened):
    app = until_ended(opened(learning_rate="100", activation="relu", gain="3", depth="10"))
    playback = lab_of(app).playback
    assert not app.exception
    way_out = next(button for button in app.button if button.key and button.key.startswith("aid."))
    way_out.click().run()
    assert playback.experiment != Experiment().replace(learning_rate=100.0, activation="relu", gain=3.0, depth=10)
    assert playback.playing
