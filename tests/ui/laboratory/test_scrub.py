"""Scrubbing back: any recorded step, once the run stands still."""

import pytest

from tests.ui.conftest import lab_of


@pytest.fixture
def ended(opened):
    """The page at the end of a short run."""
    app = opened(steps="12")
    playback = lab_of(app).playback
    for _ in range(200):
        if not playback.waiting:
            break
        app.run()
    return app.run()


def test_the_page_shows_the_step_chosen_and_plays_on_from_it(ended):
    slider, playback = ended.slider(key="en.scrub"), lab_of(ended).playback
    assert (slider.min, slider.max, slider.value) == (1, 12, 12)
    slider.set_value(5).run()
    assert (playback.step, playback.playing) == (5, False)
    assert "5" in next(text.value for text in ended.markdown if text.value.startswith("Step "))
    ended.button(key="play").click().run()
    assert playback.waiting or playback.step > 5
    assert not ended.exception


def test_there_is_nothing_to_scrub_while_it_plays(opened):
    app = opened()
    assert not [slider for slider in app.slider if slider.key == "en.scrub"]
