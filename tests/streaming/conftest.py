import pytest

from gradflow.service.server import Server
from tests.streaming.seen import Watcher


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture
def watcher(server) -> Watcher:
    return Watcher(server)
