"""A stream makes the frames of one page, one at a time, and says when that page is not right any more."""

import threading
from dataclasses import replace

import pytest

from gradflow.streaming.live_page import LivePage
from gradflow.streaming.stream import AGAIN, SOON, Stream
from tests.figures.received import Browser
from tests.streaming.seen import Follower


@pytest.fixture
def stream(watcher) -> Stream:
    """Shows the watcher's page."""
    stream = Stream()
    stream.show(watcher.page())
    return stream


def test_the_browser_hears_of_pictures_texts_and_files(stream, watcher):
    follower, browser = Follower(stream), Browser()
    for _ in range(3):
        message, interval = follower.frame()
        browser.take(message or b"")
        assert interval == watcher.interval
    assert browser.figure("maps")["traces"][0]["z"].shape == (3, 3)
    assert browser.said["text.status"] == "<p><strong>step</strong> 3</p>\n" and browser.said["file"] == "run"


def test_while_nothing_moves_nothing_is_sent(stream, watcher):
    follower = Follower(stream)
    watcher.moves = False
    assert follower.frame()[0] and follower.frame() == (None, None)


def test_a_page_that_is_not_right_is_asked_for_anew_once_and_after_a_while_again(watcher):
    now = 100.0
    stream, browser = Stream(clock=lambda: now), Browser()
    follower = Follower(stream)
    stream.show(watcher.page())
    watcher.state, watcher.moves = "ended", False
    message, interval = follower.frame()
    asked = browser.take(message or b"")["said"]["anew"]
    assert interval == AGAIN  # the request may be lost
    assert follower.frame()[0] is None
    now += AGAIN
    assert browser.take(follower.message())["said"]["anew"] != asked
    stream.show(watcher.page("ended"))
    assert follower.frame() == (None, None)


def test_a_page_that_is_drawn_anew_while_a_frame_is_made_is_not_asked_for_again(watcher):
    stream, browser = Stream(), Browser()

    def look():
        stream.show(watcher.page("ended"))  # a click, just now
        return replace(watcher.look(), state="ended")

    stream.show(LivePage(watcher, look, "playing"))
    assert "anew" not in browser.take(Follower(stream).message())["said"]


def test_a_browser_resumes_where_it_was_or_gets_everything(stream):
    follower, browser = Follower(stream), Browser()
    browser.take(follower.message())
    follower.resume(browser.number)
    header = browser.take(follower.message())
    assert header["after"] == 1 and "parts" not in header["pictures"]["maps"]
    lost = follower.message()
    follower.resume(browser.number)
    assert follower.frame() == (lost, 0.0)
    follower.message()
    follower.resume(browser.number)  # two behind
    header = browser.take(follower.message())
    assert header["after"] == 0 and browser.figure("maps")["traces"][0]["z"].shape == (3, 5)


def test_who_connects_anew_takes_the_turn_of_who_was_there_before(stream, watcher):
    first = Follower(stream)
    first.message()
    second = Follower(stream)
    assert first.woken == 1 and first.frame() == (None, None)
    first.resume(0)  # of no account any more
    stream.show(watcher.page())
    assert (first.woken, second.woken) == (1, 1)
    second.resume(1)
    assert Browser.header(second.message())["after"] == 1


def test_a_frame_that_was_being_made_when_its_connection_was_lost_is_sent_to_the_next(watcher):
    stream, browser = Stream(), Browser()
    begun, go_on = threading.Event(), threading.Event()

    def look():
        begun.set()
        assert go_on.wait(10)
        return watcher.look()

    stream.show(LivePage(watcher, look, "playing"))
    making = threading.Thread(target=Follower(stream).frame)
    making.start()
    assert begun.wait(10)
    follower = Follower(stream)
    follower.resume(0)
    assert follower.frame() == (None, SOON)  # no thread waits for the one that makes it
    go_on.set()
    making.join()
    header = browser.take(follower.message())
    assert (header["after"], watcher.looks) == (0, 1)


def test_what_fails_is_the_page_s_to_say(stream, watcher, caplog):
    follower, browser = Follower(stream), Browser()
    browser.take(follower.message())
    watcher.fails = True
    message, interval = follower.frame()
    assert "anew" in browser.take(message or b"")["said"] and interval is None
    assert isinstance(stream.failure, ValueError) and "no frame" in caplog.text
    assert browser.pictures() == {"maps"}


def test_a_picture_that_cannot_travel_is_the_page_s_to_say_too(watcher, caplog):
    stream, browser = Stream(), Browser()

    def look():
        sight = watcher.look()
        broken = replace(sight.pictures["maps"], traces=({"z": object()},))
        return replace(sight, pictures={"maps": sight.pictures["maps"], "broken": broken})

    stream.show(LivePage(watcher, look, "playing"))
    assert "anew" in browser.take(Follower(stream).message())["said"]
    assert isinstance(stream.failure, TypeError) and "allowed are JSON" in caplog.text


def test_what_is_taken_away_while_it_is_looked_at_is_no_failure(watcher):
    stream = Stream()
    looks = iter([KeyError("own-0123"), None])

    def look():
        if (failure := next(looks)) is not None:
            raise failure
        return watcher.look()

    stream.show(LivePage(watcher, look, "playing"))
    assert Follower(stream).message() and stream.failure is None


def test_who_watches_what_moves_is_counted(stream, server):
    Follower(stream).message()
    assert len(server.audience) == 1


def test_a_command_is_obeyed_once_and_the_next_frame_says_what_it_did(stream, watcher):
    follower, browser = Follower(stream), Browser()
    browser.take(follower.message())
    assert browser.said["transport.run"] == {"playing": 1} and browser.said["heard"] == 0
    stream.obey("learner", "pause", 0, 1)
    browser.take(follower.message())
    assert browser.said["transport.run"] == {"playing": 0} and browser.said["heard"] == 1
    watcher.playback.play()
    stream.obey("learner", "pause", 0, 1)  # said again by a connection that was lost
    assert watcher.playback.playing


def test_a_command_to_another_session_or_page_moves_nothing(watcher):
    stream = Stream()
    stream.obey("learner", "pause", 0, 1)  # nothing on the page
    stream.show(watcher.page())
    stream.obey("somebody else", "pause", 0, 2)
    stream.obey("learner", "hold", 0, 3)  # there is no walk
    assert watcher.playback.playing and stream.heard == 3


def test_a_command_does_not_wait_for_a_frame_that_is_being_made(watcher):
    stream, looking, obeyed = Stream(), threading.Event(), threading.Event()
    look = watcher.look

    def slow():
        looking.set()
        assert obeyed.wait(10)
        return look()

    stream.show(LivePage(watcher, slow, "playing", commands=watcher.page().commands))
    frame = threading.Thread(target=Follower(stream).frame)
    frame.start()
    assert looking.wait(10)
    stream.obey("learner", "pause", 0, 1)
    obeyed.set()
    frame.join()
    assert not watcher.playback.playing
