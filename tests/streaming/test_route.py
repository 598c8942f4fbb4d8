"""The websocket of the frames: who is let in, what a browser may say, and what happens when it is cut off."""

import json
import time

import pytest
from websockets.exceptions import InvalidStatus

from gradflow.streaming.route import BURST, EVERY, LONGEST, MALFORMED, UNKNOWN
from tests.figures.received import Browser
from tests.streaming.place import code_of, say


def test_a_browser_gets_a_frame_for_each_it_has_taken(place, watcher):
    place.stream.show(watcher.page())
    browser = Browser()
    with place.connect() as connection:
        say(connection, {"have": 0})
        for number in range(1, 4):
            browser.take(connection.recv(timeout=10))
            say(connection, {"taken": number})
    assert browser.number == 3


def test_a_foreign_page_is_refused(place, watcher):
    with pytest.raises(InvalidStatus) as refused:
        place.connect(origin="https://elsewhere.example")
    assert refused.value.response.status_code == 403 and not watcher.asked


@pytest.mark.parametrize("token", ["nonsense", "a" * 32])
def test_a_token_of_nobody_s_opens_nothing(token, place):
    with place.connect(token) as connection:
        assert code_of(connection) == UNKNOWN


def test_a_token_of_a_session_that_ended_opens_nothing_and_its_connection_ends(place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as connection:
        say(connection, {"have": 0})
        connection.recv(timeout=10)
        say(connection, {"taken": 1})
        place.stream.end()
        assert code_of(connection) == UNKNOWN
    with place.connect() as connection:
        assert code_of(connection) == UNKNOWN


@pytest.mark.parametrize(
    "said",
    ["nonsense", "[]", "{}", '{"have": "1"}', '{"have": true}', '{"taken": 1}', b"\x00", '{"have": 0, "x": 1}',
     '{"have": ' + "1" * LONGEST + "}"],
)  # fmt: skip
def test_who_begins_with_something_else_is_cut_off(said, place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as connection:
        connection.send(said)
        assert code_of(connection) == MALFORMED
    assert not watcher.asked


COMMAND = {"do": "pause", "to": 0, "of": "learner", "number": 1}


@pytest.mark.parametrize(
    "said",
    ["nonsense", '{"hidden": 1}', '{"run": "rm"}', b"\x00", '"' + "x" * LONGEST + '"']
    + [json.dumps(COMMAND | wrong) for wrong in
       ({"do": "stop"}, {"do": ["pause"]}, {"to": 1}, {"to": "0"}, {"to": None}, {"of": 1}, {"number": "1"},
        {"do": "pace", "to": 3}, {"do": "scrub", "to": 0}, {"do": "scrub", "to": 10**9}, {"do": "scrub", "to": 1.5})],
)  # fmt: skip
def test_who_says_what_nobody_says_is_cut_off(said, place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as connection:
        say(connection, {"have": 0})
        connection.send(said)
        assert code_of(connection) == MALFORMED


def test_a_command_is_answered_by_a_frame_that_is_not_due_yet(place, watcher):
    watcher.interval = 30.0
    place.stream.show(watcher.page())
    browser = Browser()
    with place.connect() as connection:
        say(connection, {"have": 0})
        browser.take(connection.recv(timeout=10))
        say(connection, {"taken": 1})
        say(connection, COMMAND)
        browser.take(connection.recv(timeout=10))
    assert browser.said["heard"] == 1 and browser.said["transport.run"] == {"playing": 0}


def test_what_is_on_the_screen_is_known(place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as connection:
        say(connection, {"have": 0})
        connection.recv(timeout=10)
        assert place.stream.on_screen is None
        say(connection, {"seen": ["maps", "answers"]})
        say(connection, {"taken": 1})
        connection.recv(timeout=10)
        assert place.stream.on_screen == {"maps", "answers"}


def test_who_takes_nothing_is_heard_all_the_same(place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as connection:
        say(connection, {"have": 0})
        connection.recv(timeout=10)
        say(connection, COMMAND)
        for _ in range(100):
            if place.stream.heard:
                break
            time.sleep(0.05)
    assert not watcher.playback.playing


def test_who_talks_too_much_is_heard_more_slowly(place, watcher):
    """A key that is held down may say a lot; no more is heard of it than that."""
    watcher.moves = False
    place.stream.show(watcher.page())
    more = 20
    with place.connect() as connection:
        say(connection, {"have": 0})
        connection.recv(timeout=10)
        begun = time.monotonic()
        for _ in range(BURST + more):
            say(connection, {"hidden": False})
        say(connection, {"run": "rm"})
        assert code_of(connection) == MALFORMED  # heard last
        assert time.monotonic() - begun > more * EVERY / 2


def test_a_stream_of_another_process_is_looked_for_there(place):
    behind = {"X-Gradflow-Others": "yes"}
    with pytest.raises(InvalidStatus) as refused:
        place.connect("nobody-s", additional_headers=behind)
    assert refused.value.response.status_code == 404
    with place.connect(additional_headers=behind) as connection:  # its own
        say(connection, {"have": 0})
    with place.connect("nobody-s") as connection:  # no other process could have it
        assert code_of(connection) == UNKNOWN
