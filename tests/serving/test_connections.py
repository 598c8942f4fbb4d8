"""How long a connection may take, and how many there may be; a real uvicorn on the other side."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import partial
from typing import Any

import pytest
import uvicorn

from gradflow.serving import connections
from gradflow.serving.connections import LONGEST_HEAD, PIECE, BoundedHTTP, BoundedWebSocket, Connections
from tests.serving.asked import Heard

SHORT = 0.3  # seconds; for what takes ten in earnest
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = 30 * 2**20


class Place:
    def __init__(self, port: int, here: Connections) -> None:
        self.port, self.here = port, here

    def connect(self, said: bytes = b"") -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        connection.sendall(said)
        return connection


async def large(scope, receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(LARGE // 2**16):
        await send({"type": "http.response.body", "body": b"x" * 2**16, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def place(request, monkeypatch) -> Iterator[Place]:
    for name in ("HEAD", "PART", "READ"):
        monkeypatch.setattr(connections, name, SHORT)
    here = Connections(descriptors=20)
    app = getattr(request, "param", None) or Heard(text="here")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings: Any = {"http": partial(BoundedHTTP, here), "ws": BoundedWebSocket}
        config = uvicorn.Config(
            app, log_level="error", loop="asyncio", lifespan="off",
            **settings, h11_max_incomplete_event_size=LONGEST_HEAD, timeout_graceful_shutdown=1,
            timeout_keep_alive=1,
        )  # fmt: skip
        serve = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(serve.serve([listening])))
        thread.start()
        while not serve.started:
            time.sleep(0.01)
        yield Place(listening.getsockname()[1], here)
        serve.should_exit = True
        thread.join()


def answered(connection: socket.socket) -> bool:
    """Whether it says what is said here."""
    said = b""
    while b"here" not in said and (part := connection.recv(1000)):
        said += part
    return b"here" in said


def ends(connection: socket.socket, within: float = 10 * SHORT) -> float | None:
    """Seconds until it is closed; None if it is not."""
    connection.settimeout(within)
    begun = time.monotonic()
    try:
        while connection.recv(2**16):
            pass
    except TimeoutError:
        return None
    except ConnectionResetError:
        pass
    return time.monotonic() - begun


@pytest.mark.parametrize(
    "said",
    [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n", b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx"],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_half_a_request_is_not_waited_for(said, place):
    with place.connect(said) as connection:
        assert ends(connection)


def test_a_head_that_comes_a_byte_at_a_time_is_not_waited_for(place):
    with place.connect() as connection:
        said = 0
        with suppress(ConnectionError):
            for said in range(40):  # noqa: B007
                connection.sendall(b"a")
                time.sleep(SHORT / 5)
        assert said < 20


def test_nor_is_half_of_a_second_one(place):
    with place.connect(GET) as connection:
        assert answered(connection)
        connection.sendall(b"GET /")
        assert ends(connection)


@pytest.mark.parametrize("half", [b"GET /", b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx"])
def test_nor_one_that_came_with_the_one_before(half, place):
    with place.connect(GET + half) as connection:
        assert answered(connection) and ends(connection)


def test_whole_ones_are_answered_one_after_the_other(place):
    with place.connect() as connection:
        for _ in range(5):
            connection.sendall(GET)
            assert answered(connection)
            time.sleep(SHORT / 2)


def test_a_body_that_keeps_coming_is_waited_for(place):
    size, parts = 2**18, 8
    with place.connect(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size) as connection:
        for _ in range(parts):
            time.sleep(0.7 * SHORT)
            connection.sendall(b"x" * (size // parts))
        assert answered(connection)


@pytest.mark.parametrize("place", [large], indirect=True)
def test_who_does_not_read_is_cut_off(place):
    with place.connect(GET):
        until = time.monotonic() + 20 * SHORT
        while not len(place.here) and time.monotonic() < until:
            time.sleep(0.01)
        while len(place.here) and time.monotonic() < until:
            time.sleep(0.01)
        assert not len(place.here)


@pytest.mark.parametrize("place", [large], indirect=True)
def test_who_reads_slowly_gets_all_of_it(place):
    with place.connect(GET) as connection:
        got = 0
        while part := connection.recv(2**20):
            got += len(part)
            time.sleep(SHORT / 20)
            if got > LARGE:
                break
    assert got > LARGE


@pytest.mark.parametrize("end", [b"", b"\r\nHost: x\r\n\r\n"], ids=["half", "whole"])
def test_a_head_that_is_too_large_is_refused(end, place):
    with place.connect(b"GET / HTTP/1.1\r\nX: " + b"x" * (LONGEST_HEAD + PIECE) + end) as connection:
        assert connection.recv(1000).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("said", [b"GET /" + b"a" * 9000, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"Z: z"])
def test_so_is_that_of_a_websocket(said, place):
    rest = b" HTTP/1.1\r\nHost: x" if b"HTTP" not in said else b""
    with place.connect(said + rest + b"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n") as connection:
        assert connection.recv(1000).startswith(b"HTTP/1.1 400")


def test_who_asks_is_answered_while_many_say_nothing(place, monkeypatch):
    monkeypatch.setattr(connections, "HEAD", 60.0)
    with ExitStack() as silent:
        for _ in range(30):
            silent.enter_context(place.connect())
        with place.connect(GET) as connection:
            assert answered(connection)
        assert len(place.here) <= 10
