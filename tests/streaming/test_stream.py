"""A stream makes the frames of one page, one at a time, and says when that page is not right any more."""

import threading

from gradflow.streaming.stream import AGAIN, LivePage, Stream
from tests.figures.received import Browser


def test_the_browser_hears_of_pictures_texts_and_files(watcher):
    stream, browser = Stream(), Browser()
    stream.show(watcher.page())
    for _ in range(3):
        message, interval = stream.frame()
        browser.take(message or b"")
        assert interval == watcher.interval
    assert browser.figure("maps")["traces"][0]["z"].shape == (3, 3)
    assert browser.said["text.status"] == "<p><strong>step</strong> 3</p>\n" and browser.said["file"] == "run"


def test_while_nothing_moves_nothing_is_sent(watcher):
    stream = Stream()
    stream.show(watcher.page())
    watcher.moves = False
    assert stream.frame()[0] and stream.frame() == (None, None)


def test_a_page_that_is_not_right_is_asked_for_anew_once_and_after_a_while_again(watcher):
    now = 100.0
    stream, browser = Stream(clock=lambda: now), Browser()
    stream.show(watcher.page())
    watcher.state, watcher.moves = "ended", False
    message, interval = stream.frame()
    asked = browser.take(message or b"")["said"]["anew"]
    assert interval == AGAIN  # the request may be lost
    assert stream.frame()[0] is None
    now += AGAIN
    assert browser.take(stream.frame()[0] or b"")["said"]["anew"] != asked
    stream.show(watcher.page("ended"))
    assert stream.frame() == (None, None)


def test_a_browser_resumes_where_it_was_or_gets_everything(watcher):
    stream, browser = Stream(), Browser()
    stream.show(watcher.page())
    browser.take(stream.frame()[0] or b"")
    stream.resume(browser.number)
    header = browser.take(stream.frame()[0] or b"")
    assert header["after"] == 1 and "parts" not in header["pictures"]["maps"]
    lost = stream.frame()[0]
    stream.resume(browser.number)
    assert stream.frame() == (lost, 0.0)
    stream.frame()
    stream.resume(browser.number)  # two behind
    header = browser.take(stream.frame()[0] or b"")
    assert header["after"] == 0 and browser.figure("maps")["traces"][0]["z"].shape == (3, 5)


def test_what_fails_is_the_page_s_to_say(watcher, caplog):
    stream, browser = Stream(), Browser()
    stream.show(watcher.page())
    browser.take(stream.frame()[0] or b"")
    watcher.fails = True
    message, interval = stream.frame()
    assert "anew" in browser.take(message or b"")["said"] and interval is None
    assert isinstance(stream.failure, ValueError) and "no frame" in caplog.text
    assert browser.pictures() == {"maps"}


def test_what_is_taken_away_while_it_is_looked_at_is_no_failure(watcher):
    stream = Stream()
    looks = iter([KeyError("own-0123"), None])

    def look(interval):
        if (failure := next(looks)) is not None:
            raise failure
        return watcher.look(interval)

    stream.show(LivePage(watcher, look, "playing"))
    assert stream.frame()[0] and stream.failure is None


def test_who_watches_what_moves_is_counted(watcher, server):
    stream = Stream()
    stream.show(watcher.page())
    stream.frame()
    assert len(server.audience) == 1


def test_two_connections_make_one_frame_at_a_time(watcher):
    stream, numbers, browser = Stream(), [], Browser()
    stream.show(watcher.page())

    def ask() -> None:
        for _ in range(20):
            numbers.append(stream.frame()[0])

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    headers = sorted((Browser.header(message) for message in numbers), key=lambda header: header["number"])
    assert [header["number"] for header in headers] == list(range(1, 41)) and browser.number == 0


def test_a_command_is_obeyed_once_and_the_next_frame_says_what_it_did(watcher):
    stream, browser = Stream(), Browser()
    stream.show(watcher.page())
    browser.take(stream.frame()[0] or b"")
    assert browser.said["transport.run"] == {"playing": 1} and browser.said["heard"] == 0
    stream.obey("learner", "pause", 0, 1)
    browser.take(stream.frame()[0] or b"")
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

    def slow(interval):
        looking.set()
        assert obeyed.wait(10)
        return look(interval)

    stream.show(LivePage(watcher, slow, "playing", commands=watcher.page().commands))
    frame = threading.Thread(target=stream.frame)
    frame.start()
    assert looking.wait(10)
    stream.obey("learner", "pause", 0, 1)
    obeyed.set()
    frame.join()
    assert not watcher.playback.playing
