"""What a browser is sent: everything once, then only what is new; and it always has the picture that was drawn."""

import numpy as np
import pytest

from gradflow.figures import curves, maps, profile
from gradflow.figures.drawing.wire import Wire
from gradflow.text import Words
from tests.figures.received import Browser, received
from tests.figures.samples import first, sample

EN = Words("en")


def pictures(trace) -> dict:
    return {"maps": maps(trace, EN), "profile": profile(trace, None, EN), "curves": curves(trace, EN)}


def assert_same(browser: Browser, drawn: dict) -> None:
    assert browser.pictures() == set(drawn)
    for name, figure in drawn.items():
        np.testing.assert_equal(browser.figure(name), received(figure))


@pytest.mark.parametrize(("steps", "budget"), [(40, 40), (60, 20_000), (60, 700)])
def test_the_browser_has_every_picture_as_it_was_drawn(steps, budget):
    whole, wire, browser = sample(steps, 12, budget), Wire(), Browser()
    for step in [1, 2, 3, 10, 11, 9, steps, steps, 5]:  # one may go back
        drawn = pictures(first(whole, step))
        if (message := wire.message(drawn, {})) is not None:
            browser.take(message)
        assert_same(browser, drawn)


def test_a_frame_is_a_few_kilobytes_however_long_the_run():
    whole, wire = sample(300, 20, 300), Wire()
    sizes = [len(wire.message(pictures(first(whole, step)), {}) or b"") for step in range(5, 301, 5)]
    assert sizes[0] > 10_000 and max(sizes[1:]) < 7_100


def test_what_is_not_new_is_not_sent():
    drawn, wire = pictures(sample(20)), Wire()
    assert wire.message(drawn, {"file": "a"})
    assert wire.message(drawn, {"file": "a"}) is None
    assert wire.number == 1
    header = Browser()
    message = wire.message(drawn, {"file": "b"})
    assert message and len(message) < 200
    header.number = 1
    assert header.take(message)["said"] == {"file": "b"}


def test_pictures_come_and_go():
    drawn, wire, browser = pictures(sample(20)), Wire(), Browser()
    browser.take(wire.message(drawn, {}) or b"")
    del drawn["curves"]
    browser.take(wire.message(drawn, {}) or b"")
    assert_same(browser, drawn)
    browser.take(wire.message(None, {"anew": "1"}) or b"")  # those of before stay
    assert_same(browser, drawn)


def test_a_browser_that_lost_its_place_gets_everything():
    drawn, browser = pictures(sample(20)), Browser()
    Wire().message(drawn, {})
    browser.take(Wire().message(pictures(sample(7)), {}) or b"")
    browser.take(Wire().message(drawn, {}) or b"")
    assert_same(browser, drawn)


def test_a_picture_is_described_again_when_that_is_asked_for():
    wire, browser = Wire(), Browser()
    for step, described in ((5, False), (9, False), (9, True)):
        drawn = pictures(first(sample(20), step))
        browser.take(wire.message(drawn, {}, described) or b"")
        said = browser.figure("maps")["label"]
        assert (said == drawn["maps"].label) == (step == 5 or described)


def test_a_picture_that_is_the_same_object_is_not_looked_at():
    wire, drawn = Wire(), pictures(sample(20))
    assert wire.message(drawn, {}, False)
    assert wire.message(drawn, {}, False) is None
