"""What a tab may say, how much and how often."""

import asyncio
from contextlib import nullcontext, suppress

import pytest

from gradflow.serving import messages
from gradflow.serving.messages import LARGEST, NOT_BINARY, OF_A_TAB, SILENT, TOO_LARGE, MessageBounds
from gradflow.serving.rates import Bucket, Rate
from tests.serving.asked import Heard, Socket, scope_of

STREAM = "/_stcore/stream"


async def said(*said: dict, path: str = STREAM, wait: float = 0.05) -> tuple[Heard, Socket]:
    app = Heard()
    socket = Socket(MessageBounds(app, ""), path)
    for message in said:
        await socket.say(**message)
    await asyncio.sleep(wait)
    return app, socket


def closed(socket: Socket) -> list[int]:
    return [message["code"] for message in socket.sent if message["type"] == "websocket.close"]


def test_what_the_page_says_is_heard():
    app, socket = asyncio.run(said(*[{"bytes": b"x"}] * 5, {"bytes": b"x" * LARGEST}))
    assert len(app.messages) == 7 and closed(socket) == []


@pytest.mark.parametrize(
    ("message", "code"), [({"text": "hello"}, NOT_BINARY), ({"bytes": b"x" * (LARGEST + 1)}, TOO_LARGE)]
)
def test_what_nobody_says_ends_it_with_one_line(message, code, caplog):
    app, socket = asyncio.run(said({"bytes": b"x"}, message, {"bytes": b"y"}))
    assert closed(socket) == [code] and socket.task.done() and socket.task.exception() is None
    assert [message.get("bytes") for message in app.messages[1:]] == [b"x"]
    assert len(caplog.records) == 1 and not caplog.records[0].exc_info


def test_who_talks_too_much_is_heard_later_and_not_cut_off():
    app, socket = asyncio.run(said(*[{"bytes": b"x"}] * 1000, wait=3 * OF_A_TAB.every))
    assert OF_A_TAB.most <= len(app.messages) - 1 <= OF_A_TAB.most + 4 and closed(socket) == []


def test_a_tab_that_never_says_anything_leaves_its_place(monkeypatch):
    monkeypatch.setattr(messages, "FIRST", 0.02)
    _, silent = asyncio.run(said(wait=0.2))
    _, other = asyncio.run(said({"bytes": b"x"}, wait=0.2))
    assert closed(silent) == [SILENT] and closed(other) == []


@pytest.mark.parametrize(("leaves", "fails"), [(True, False), (False, True)])
def test_closing_what_has_gone_is_no_fault_and_another_is(leaves, fails):
    async def app(scope, receive, send):
        with suppress(OSError):
            await send({"type": "websocket.send", "bytes": b"x"})
        raise RuntimeError("it has been closed")

    async def send(message):
        if leaves:
            raise OSError

    async def come() -> None:
        await MessageBounds(app, "")(scope_of(STREAM, kind="websocket"), asyncio.Queue().get, send)

    with pytest.raises(RuntimeError) if fails else nullcontext():
        asyncio.run(come())


def test_other_websockets_pass():
    app, socket = asyncio.run(said({"text": "hello"}, path="/frames/abc"))
    assert len(app.messages) == 2 and closed(socket) == []


def test_a_tab_that_waits_for_its_address_has_paid_nothing_yet(monkeypatch):
    monkeypatch.setattr(messages, "OF_AN_ADDRESS", Rate(5, every=0.01))
    taken: list[str | None] = []
    take = Bucket.take
    monkeypatch.setattr(Bucket, "take", lambda bucket: taken.append(None) or take(bucket))
    app, _ = asyncio.run(said(*[{"bytes": b"x"}] * 15, wait=0.15))
    assert len(taken) == 2 * (len(app.messages) - 1) > 2 * 5
