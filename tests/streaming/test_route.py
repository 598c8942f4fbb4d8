"""The websocket of the frames: who is let in, what a browser may say, and what happens when it is cut off."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from gradflow.service.viewing.streams import Streams
from gradflow.streaming.route import LONGEST, MALFORMED, MOST, REPLACED, UNKNOWN, frames
from gradflow.streaming.stream import Stream
from tests.figures.received import Browser


class Place:
    """A server with one stream in it."""

    def __init__(self, streams: Streams[Stream], port: int) -> None:
        self.stream, self.streams = Stream(), streams
        self.token = streams.open(self.stream)
        self.url = f"ws://127.0.0.1:{port}/frames/"

    def connect(self, token: str | None = None, **options) -> ClientConnection:
        return connect(self.url + (token or self.token), **options)


@pytest.fixture
def place(server) -> Iterator[Place]:
    route = frames("/frames/{token}", server.streams, lambda origin, host: origin in (None, f"http://{host}"))
    with socket.create_server(("127.0.0.1", 0)) as listening, serving(Starlette(routes=[route]), listening):
        yield Place(server.streams, listening.getsockname()[1])


@contextmanager
def serving(app: Starlette, listening: socket.socket) -> Iterator[None]:
    serve = uvicorn.Server(uvicorn.Config(app, log_level="error", loop="asyncio", ws="websockets-sansio"))
    thread = threading.Thread(target=lambda: asyncio.run(serve.serve([listening])))
    thread.start()
    while not serve.started:
        time.sleep(0.01)
    yield
    serve.should_exit = True
    thread.join()


def say(connection: ClientConnection, message: object) -> None:
    connection.send(json.dumps(message))


def code_of(connection: ClientConnection) -> int:
    """Why it was closed."""
    try:
        while True:
            connection.recv(timeout=10)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


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


def test_who_talks_too_much_is_cut_off(place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as connection:
        say(connection, {"have": 0})
        for _ in range(MOST + 5):
            say(connection, {"hidden": True})
        assert code_of(connection) == MALFORMED


def test_who_never_takes_costs_one_frame(place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as connection:
        say(connection, {"have": 0})
        time.sleep(0.3)
    assert len(watcher.asked) == 1


def test_a_cut_resumes_where_it_was(place, watcher):
    place.stream.show(watcher.page())
    browser = Browser()
    with place.connect() as connection:
        say(connection, {"have": 0})
        browser.take(connection.recv(timeout=10))
        connection.socket.close()  # without a word
    time.sleep(0.1)
    looks = watcher.looks
    with place.connect() as connection:
        say(connection, {"have": browser.number})
        header = browser.take(connection.recv(timeout=10))
    assert header["after"] == 1 and watcher.looks <= looks + 1


def test_a_second_connection_takes_the_place_of_the_first(place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as first:
        say(first, {"have": 0})
        first.recv(timeout=10)
        with place.connect() as second:
            assert code_of(first) == REPLACED
            say(second, {"have": 0})
            assert second.recv(timeout=10)
