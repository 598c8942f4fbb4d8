"""Connections that are cut, lost, silent, or too many: one is served, and costs the others nothing."""

import time
from contextlib import ExitStack

import pytest
from websockets.exceptions import InvalidStatus

from gradflow.streaming import route
from gradflow.streaming.route import REPLACED, SILENT
from gradflow.streaming.stream import Stream
from tests.figures.received import Browser
from tests.serving.asked import STRANGER
from tests.streaming.place import code_of, mute, say
from tests.streaming.seen import Watcher

LARGE = 2_000_000  # rows of a picture, 8 MB: more than a network keeps on its way


def test_who_says_nothing_is_let_go(place, watcher, monkeypatch):
    monkeypatch.setattr(route, "FIRST", 0.2)
    place.stream.show(watcher.page())
    with place.connect() as connection:
        assert code_of(connection) == SILENT
    assert not watcher.asked


def test_no_more_than_so_many_connections_come_from_one_address(place, monkeypatch):
    monkeypatch.setattr(route, "ADDRESS", 2)
    monkeypatch.setattr(route, "asking", lambda _: STRANGER)
    place.kept = [Stream() for _ in range(3)]
    first, second, third = (place.streams.open(stream) for stream in place.kept)
    with place.connect(first), place.connect(second), pytest.raises(InvalidStatus):
        place.connect(third)
    time.sleep(0.2)  # until they have left
    with place.connect(third):
        pass


def test_this_machine_itself_has_no_bound(place, monkeypatch):
    """Everybody has its address behind a proxy that does not say for whom it asks."""
    monkeypatch.setattr(route, "ADDRESS", 2)
    place.kept = [Stream() for _ in range(3)]
    with ExitStack() as open_:
        for stream in place.kept:
            open_.enter_context(place.connect(place.streams.open(stream)))


def test_of_many_connections_with_one_token_one_is_served(place, watcher):
    place.stream.show(watcher.page())
    with ExitStack() as open_:
        *before, last = [open_.enter_context(place.connect()) for _ in range(30)]
        assert {code_of(connection) for connection in before} == {REPLACED}
        say(last, {"have": 0})
        assert last.recv(timeout=10) and len(watcher.asked) == 1


def test_who_never_takes_costs_one_frame(place, watcher):
    place.stream.show(watcher.page())
    with place.connect() as connection:
        say(connection, {"have": 0})
        time.sleep(0.3)
    assert len(watcher.asked) == 1


def test_those_who_never_read_cost_the_others_nothing(place, watcher, server):
    silent = [Watcher(server, f"silent {number}", rows=LARGE) for number in range(4)]
    with ExitStack() as open_:
        for each in silent:
            stream = Stream()
            stream.show(each.page())
            place.kept.append(stream)
            open_.enter_context(mute(place, place.streams.open(stream)))
        time.sleep(0.5)
        assert [len(each.asked) for each in silent] == [1] * len(silent)
        place.stream.show(watcher.page())
        assert place.frames_in(1.0) > 1.0 / watcher.interval / 3
    assert [len(each.asked) for each in silent] == [1] * len(silent)


def test_who_comes_back_need_not_wait_for_a_connection_that_does_not_read(place, server):
    """A laptop that lost its network: nobody closed the first connection, and what is written to it goes nowhere."""
    place.stream.show(Watcher(server, rows=LARGE).page())
    with mute(place, place.token):
        time.sleep(0.5)
        with place.connect(max_size=None) as again:
            say(again, {"have": 0})
            assert again.recv(timeout=5)  # closing the first takes longer than that, if somebody waits for it


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
