"""The pump makes the next frame when it is due, taken, and looked at; and never one ahead."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from gradflow.streaming import pump as module
from gradflow.streaming.live_page import LivePage
from gradflow.streaming.pump import Pump
from gradflow.streaming.stream import Stream
from tests.figures.received import Browser

LONG = 0.2  # seconds in which many frames would be made
Script = Callable[[Pump], Awaitable[None]]


def pumped(stream: Stream, script: Script, take: bool = True, threads: int = 2) -> list[bytes]:
    """What is sent while the script runs: await script(pump)."""
    sent: list[bytes] = []

    async def conversation() -> None:
        async def send(message: bytes) -> None:
            sent.append(message)
            if take:
                pump.taken()

        with ThreadPoolExecutor(threads) as pool:
            pump = Pump(stream, send, pool, pool)
            pump.begin(0)
            running = asyncio.create_task(pump.run())
            await script(pump)
            running.cancel()

    asyncio.run(conversation())
    return sent


async def a_while(pump: Pump) -> None:
    await asyncio.sleep(LONG)


@pytest.fixture
def stream(watcher) -> Stream:
    """Shows the watcher's page."""
    stream = Stream()
    stream.show(watcher.page())
    return stream


def test_frames_come_at_their_interval(stream, watcher):
    assert LONG / watcher.interval / 3 < len(pumped(stream, a_while)) <= LONG / watcher.interval + 1


def test_who_takes_none_gets_one_and_costs_no_more(stream, watcher):
    assert len(pumped(stream, a_while, take=False)) == 1 and len(watcher.asked) == 1


def test_who_is_slow_gets_the_newest(stream, watcher):
    browser = Browser()

    async def slowly(pump: Pump) -> None:
        for _ in range(4):
            await asyncio.sleep(LONG / 4)
            pump.taken()

    sent = pumped(stream, slowly, take=False)
    for message in sent:
        browser.take(message)
    assert len(sent) <= 5 and browser.said["text.status"] == f"<p><strong>step</strong> {watcher.looks}</p>\n"


def test_a_hidden_tab_has_none_until_it_is_shown(stream, watcher):
    async def script(pump: Pump) -> None:
        pump.hide(True)
        await asyncio.sleep(LONG)
        assert len(watcher.asked) <= 1
        pump.hide(False)
        await asyncio.sleep(LONG)

    assert len(pumped(stream, script)) > 2


def test_what_stands_still_is_looked_at_once_and_again_when_it_is_shown_anew(stream, watcher):
    watcher.moves = False

    async def script(pump: Pump) -> None:
        await asyncio.sleep(LONG)
        assert len(watcher.asked) == 1
        watcher.moves = True
        stream.show(watcher.page())
        await asyncio.sleep(LONG)

    assert len(pumped(stream, script)) > 2


def test_what_is_shown_while_a_frame_is_made_is_seen_next(watcher):
    stream, browser = Stream(), Browser()

    def look():
        sight = replace(watcher.look(), interval=None)  # nothing will move
        stream.show(LivePage(watcher, lambda: replace(sight, texts={"status": "new"}), "playing"))
        return sight

    stream.show(LivePage(watcher, look, "playing"))
    for message in pumped(stream, a_while):
        browser.take(message)
    assert browser.said["text.status"] == "<p>new</p>\n"


def test_a_frame_that_takes_longer_than_its_interval_is_followed_by_the_next(stream, watcher):
    watcher.seconds, watcher.interval = 0.05, 0.01
    assert 2 <= len(pumped(stream, a_while)) <= LONG / watcher.seconds


def test_a_quiet_connection_is_said_to_be_alive(stream, watcher, monkeypatch):
    monkeypatch.setattr(module, "BEAT", LONG / 4)
    watcher.moves = False
    frame, *beats = pumped(stream, a_while)
    assert frame and beats and set(beats) == {b""}


def test_it_ends_with_the_session(stream):
    async def script(pump: Pump) -> None:
        await asyncio.sleep(0.05)
        stream.end()
        await asyncio.wait_for(pump.run(), 5)
        assert not pump.replaced

    pumped(stream, script)


@pytest.mark.parametrize("passes", range(8))
def test_it_ends_with_its_connection_also_when_something_happens_just_then(passes, stream, watcher):
    watcher.moves = False

    async def script(pump: Pump) -> None:
        await asyncio.sleep(0.05)
        running = asyncio.create_task(pump.run())
        for _ in range(passes):
            await asyncio.sleep(0)
        pump.taken()
        running.cancel()
        done, _ = await asyncio.wait({running}, timeout=5)
        assert done

    pumped(stream, script)


def test_it_ends_when_another_connection_has_come_and_sends_nothing_more(stream):
    sent: list[bytes] = []

    async def script(pump: Pump) -> None:
        await asyncio.sleep(0.05)
        stream.follow(lambda: None)
        await asyncio.wait_for(pump.run(), 5)
        assert pump.replaced
        sent.append(b"")

    frames = pumped(stream, script)
    count = len(frames)
    time.sleep(0.1)
    assert sent and len(frames) == count
