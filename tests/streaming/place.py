"""A server with one stream in it, and how tests connect to it."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from gradflow.service.viewing.streams import Streams
from gradflow.streaming.stream import Stream


class Place:
    """A server with one stream in it. kept: other streams that live as long."""

    def __init__(self, streams: Streams[Stream], port: int) -> None:
        self.stream, self.streams, self.port = Stream(), streams, port
        self.token = streams.open(self.stream)
        self.kept: list[Stream] = []

    def connect(self, token: str | None = None, **options) -> ClientConnection:
        return connect(f"ws://127.0.0.1:{self.port}/frames/{token or self.token}", **options)

    def frames_in(self, seconds: float) -> int:
        """How many a browser gets that takes each at once."""
        until, frames = time.monotonic() + seconds, 0
        with self.connect() as connection, suppress(TimeoutError):
            say(connection, {"have": 0})
            while (left := until - time.monotonic()) > 0:
                connection.recv(timeout=left)
                frames += 1
                say(connection, {"taken": frames})
        return frames


@contextmanager
def mute(place: Place, token: str) -> Iterator[None]:
    """A connection that says what it has, and never reads what it is sent."""
    shake = f"GET /frames/{token} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    shake += "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    said = b'{"have":0}'
    with socket.create_connection(("127.0.0.1", place.port)) as raw:
        raw.sendall(shake.encode())
        assert raw.recv(12) == b"HTTP/1.1 101"
        raw.sendall(bytes([0x81, 0x80 | len(said), 0, 0, 0, 0]) + said)  # text, masked with zeros
        yield


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
