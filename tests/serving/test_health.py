"""Alive while the process lives; ready once learners may come, and no more when it closes or is full."""

import asyncio

import pytest
from starlette.applications import Starlette

from gradflow.service.server import Server
from gradflow.serving.endpoints import OnlyKnownEndpoints
from gradflow.serving.health import health
from tests.serving.asked import ask


def status(path: str, waits: str = "", base: str = "/gradflow", method: str = "GET") -> int:
    own = health(base, lambda: waits)
    return asyncio.run(ask(OnlyKnownEndpoints(Starlette(routes=[*own]), base, [""], own), path, method=method)).status


@pytest.mark.parametrize("base", ["", "/gradflow"])
def test_a_process_that_lives_says_so_whatever_it_waits_for(base):
    assert status(f"{base}/healthz", "warming up", base) == 200


def test_learners_are_sent_to_one_that_waits_for_nothing():
    assert status("/gradflow/readyz") == 200
    assert status("/gradflow/readyz", "warming up") == 503


def test_they_are_read_and_not_written():
    assert status("/gradflow/healthz", method="POST") == 405 and status("/gradflow/readyz", method="DELETE") == 405


def test_a_server_is_ready_once_it_is_warm_and_until_it_closes():
    server = Server()
    assert server.waits() == "warming up"
    server.warm()
    server._warming.join()  # type: ignore[union-attr]
    assert server.waits() == ""
    server.close()
    assert server.waits() == "closing"


def test_a_server_without_memory_is_not_ready():
    server = Server(memory_limit=1.0)
    server.warm()
    server._warming.join()  # type: ignore[union-attr]
    assert server.waits() == "out of memory"
    server.close()
