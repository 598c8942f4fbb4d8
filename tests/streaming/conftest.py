import socket
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from gradflow.service.server import Server
from gradflow.streaming.route import frames
from tests.streaming.place import Place, serving
from tests.streaming.seen import Watcher


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture
def watcher(server) -> Watcher:
    return Watcher(server)


@pytest.fixture
def place(server) -> Iterator[Place]:
    route = frames("/frames/{token}", server.streams, lambda origin, host: origin in (None, f"http://{host}"))
    with socket.create_server(("127.0.0.1", 0)) as listening, serving(Starlette(routes=[route]), listening):
        yield Place(server.streams, listening.getsockname()[1])
