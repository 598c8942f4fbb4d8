"""One click brings the gradient back, another takes the remedy away."""

import pytest

from gradflow.experiment import Experiment
from gradflow.ui.remedies import REMEDIES


@pytest.mark.parametrize("name", REMEDIES)
def test_on_and_off_again(opened, name):
    app = opened()
    app.button_group(key="en.remedies").set_value([name]).run()
    assert app.session_state["learner"].experiment == Experiment().replace(**REMEDIES[name])
    assert app.button_group(key="en.remedies").value == [name]
    app.button_group(key="en.remedies").set_value([]).run()
    assert app.session_state["learner"].experiment == Experiment()


def test_the_row_follows_the_sidebar(opened):
    app = opened()
    app.selectbox(key="en.connection").select("residual").run()
    assert app.button_group(key="en.remedies").value == ["residual"]


def test_an_explosion_ends_with_a_way_out(opened):
    app = opened(learning_rate="100", activation="relu", gain="3", depth="10")
    playback = app.session_state["learner"].playback
    for _ in range(300):
        if not playback.waiting:
            break
        app.run()
    assert not app.exception
    way_out = next(button for button in app.button if button.key and button.key.startswith("aid."))
    way_out.click().run()
    assert playback.experiment != Experiment().replace(learning_rate=100.0, activation="relu", gain=3.0, depth=10)
    assert playback.playing
