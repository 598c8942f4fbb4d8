"""The slow-motion view: the run pauses, the walk goes to its end, and every button does what it says."""

import pytest

from gradflow.service.viewing.commands import MOST_PLACES
from gradflow.text import LANGUAGES, Words
from gradflow.ui.widgets.transport import WALK
from tests.ui.app import lab_of
from tests.ui.conftest import first_frame, until_ended

pytestmark = pytest.mark.slow

EN = Words("en")


def open_walk(app, language="en"):
    app.button_group(key=f"{language}.view").set_value("walk").run()
    assert not app.exception
    return lab_of(app)


def said(app) -> str:
    return app.said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("depth", [1, 3, 100])
def test_opening_it_pauses_the_run_and_walks(opened, depth, language):
    app = opened(depth=str(depth), width="16", batch_size="32", steps="30", lang=language)
    learner = open_walk(app, language)
    assert not learner.playback.playing and learner.walk.moving and learner.playback.step > 0
    assert Words(language)("walk.input") in said(app)
    assert app.where(WALK)["moving"] and 0 < app.where(WALK)["last"] <= 2 * depth + 1
    assert not app.where()["playing"]


def test_it_moves_with_the_clock_to_layer_1_and_stands(opened):
    app = opened(depth="3", width="16", batch_size="32")
    learner = open_walk(app)
    now = learner.walk.clock()
    learner.walk.clock = lambda: now
    for _ in range(12):
        now += 0.5
        app.run()
    assert learner.walk.position == 7 and not learner.walk.moving
    assert "Backward, layer 1 of 3" in said(app)
    assert app.where(WALK) == {"moving": 0, "position": 7, "last": 7}
    app.tell("walk_again")
    assert learner.walk.position == 0 and learner.walk.moving and not app.exception


def test_it_stands_where_it_is_sent(opened):
    app = opened(depth="3", width="16", batch_size="32")
    learner = open_walk(app)
    app.tell("hold")
    assert not learner.walk.moving
    app.tell("walk_to", 5)
    assert "Backward, layer 3 of 3" in said(app)
    app.tell("walk_to", 4)
    assert learner.walk.position == 4 and EN("walk.loss", loss="").split(" is ")[0] in said(app)
    app.tell("walk_to", MOST_PLACES)  # deeper than this network
    assert learner.walk.position == 7 and not app.exception


def test_playing_the_run_rests_the_walk_and_the_other_way(opened):
    app = opened(depth="3", width="16", batch_size="32", steps="20000")
    learner = open_walk(app)
    app.tell("play")
    assert learner.playback.playing and not learner.walk.moving
    app.tell("walk")
    assert learner.walk.moving and not learner.playback.playing
    app.button_group(key="en.view").set_value("profile").run()
    assert not learner.walk.moving and not app.exception


def test_a_change_of_depth_keeps_the_walk_inside(opened):
    app = opened(depth="12", width="16", batch_size="32")
    learner = open_walk(app)
    learner.walk.go(25)
    app.slider(key="en.depth").set_value(3).run()
    first_frame(app)
    assert learner.walk.position <= 7 and not app.exception


def test_an_explosion_ends_the_walk_where_the_numbers_end(opened):
    small = {"width": "16", "batch_size": "32"}
    app = opened(activation="relu", initializer="he_normal", learning_rate="100", depth="20", **small)
    learner = lab_of(until_ended(app))
    open_walk(app)
    learner.walk.go(41)
    app.run()
    assert learner.walk.position < 41 and "so it ends here" in said(app)
