"""The pump makes the next frame when it is due, taken, and looked at; and never one ahead."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gradflow.streaming.pump import Pump
from gradflow.streaming.stream import Stream

LONG = 0.2  # seconds in which many frames would be made


def pumped(stream: Stream, script: Callable, take: bool = True) -> list[bytes]:
    """What is sent while the script runs: await script(pump)."""
    sent: list[bytes] = []

    async def conversation() -> None:
        async def send(message: bytes) -> None:
            sent.append(message)
            if take:
                pump.taken()

        with ThreadPoolExecutor(2) as threads:
            pump = Pump(stream, send, threads)
            stream.wakes(pump.wake)
            running = asyncio.create_task(pump.run())
            await script(pump)
            running.cancel()

    asyncio.run(conversation())
    return sent


async def a_while(pump: Pump) -> None:
    await asyncio.sleep(LONG)


def test_frames_come_at_their_interval(watcher):
    stream = Stream()
    stream.show(watcher.page())
    assert LONG / watcher.interval / 3 < len(pumped(stream, a_while)) <= LONG / watcher.interval + 1


def test_who_takes_none_gets_one_and_costs_no_more(watcher):
    stream = Stream()
    stream.show(watcher.page())
    assert len(pumped(stream, a_while, take=False)) == 1 and len(watcher.asked) == 1


def test_a_hidden_tab_has_none_until_it_is_shown(watcher):
    stream = Stream()
    stream.show(watcher.page())

    async def script(pump: Pump) -> None:
        pump.hide(True)
        await asyncio.sleep(LONG)
        assert len(watcher.asked) <= 1
        pump.hide(False)
        await asyncio.sleep(LONG)

    assert len(pumped(stream, script)) > 2


def test_what_stands_still_is_looked_at_once_and_again_when_it_is_shown_anew(watcher):
    stream = Stream()
    watcher.moves = False
    stream.show(watcher.page())

    async def script(pump: Pump) -> None:
        await asyncio.sleep(LONG)
        assert len(watcher.asked) == 1
        watcher.moves = True
        stream.show(watcher.page())
        await asyncio.sleep(LONG)

    assert len(pumped(stream, script)) > 2


def test_it_ends_with_the_session(watcher):
    stream = Stream()
    stream.show(watcher.page())

    async def script() -> None:
        async def send(message: bytes) -> None: ...

        with ThreadPoolExecutor(1) as threads:
            pump = Pump(stream, send, threads)
            stream.wakes(pump.wake)
            running = asyncio.create_task(pump.run())
            await asyncio.sleep(0.05)
            stream.end()
            await asyncio.wait_for(running, 5)

    asyncio.run(script())
