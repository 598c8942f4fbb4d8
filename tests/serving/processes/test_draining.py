"""A process that is told to end waits for those who are here, lets nobody in, and ends."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from gradflow.places import ROOT
from gradflow.serving.entrance import SOON, Entrance
from gradflow.serving.processes import draining
from gradflow.serving.processes.draining import Draining
from gradflow.serving.processes.orphan import PARENT
from gradflow.serving.seats import Seats
from gradflow.text import Words
from tests.serving.asked import Heard, Socket, ask

HERE: list[str] = []


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Signals that a server under the draining has been told; nobody waits any more when the test is over."""
    told: list[int] = []
    monkeypatch.setattr(draining, "LOOK", 0.01)
    before = signal.signal(signal.SIGTERM, lambda number, _: told.append(number))
    yield told
    HERE.clear()
    for thread in threading.enumerate():
        if thread.name == "draining":
            thread.join()
    signal.signal(signal.SIGTERM, before)


def told(patience: float, *here: str) -> Draining:
    HERE.extend(here)
    begun = Draining(patience, lambda: len(HERE))
    begun.listen()
    os.kill(os.getpid(), signal.SIGTERM)
    return begun


def waited(ended: list[int]) -> bool:
    until = time.monotonic() + 10
    while not ended and time.monotonic() < until:
        time.sleep(0.01)
    return bool(ended)


def test_nobody_here_is_the_end_at_once(ended: list[int]) -> None:
    assert not told(30.0).begun and ended == [signal.SIGTERM]


def test_without_patience_nobody_is_waited_for(ended: list[int]) -> None:
    assert not told(0.0, "learner").begun and ended == [signal.SIGTERM]


def test_it_ends_when_the_last_has_gone(ended: list[int]) -> None:
    begun = told(30.0, "learner")
    time.sleep(0.05)
    assert begun.begun and ended == []
    HERE.clear()
    assert waited(ended)


def test_or_when_their_time_is_over(ended: list[int]) -> None:
    assert told(0.05, "learner").begun and ended == []
    assert waited(ended)


def test_a_second_signal_ends_at_once(ended: list[int]) -> None:
    told(30.0, "learner")
    os.kill(os.getpid(), signal.SIGTERM)
    assert ended == [signal.SIGTERM]


def test_meanwhile_newcomers_are_sent_on_and_told_so() -> None:
    async def come() -> None:
        app = Entrance(Heard(text="page"), "", [""], Seats(), is_closing=lambda: True)
        page, socket = await ask(app, "/", query="lang=zh"), Socket(app, "/_stcore/stream")
        await socket.task
        assert (page.status, socket.refused and socket.refused.status) == (503, 503)
        assert Words("zh")("closing.title") in page.body.decode()
        assert page.headers["Retry-After"] == str(SOON) and "Set-Cookie" not in page.headers

    asyncio.run(come())


def test_who_has_lost_its_supervisor_ends() -> None:
    script = "from gradflow.serving.processes import orphan as o; import time; o.end_with_supervisor(); time.sleep(60)"
    environment = os.environ | {PARENT: "1", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", script], env=environment)
    assert process.wait(timeout=20) == -signal.SIGTERM
