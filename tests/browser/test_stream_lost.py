"""What moves on a page, when its connection goes without a word."""

import pytest
from playwright.sync_api import Page, WebSocket

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import next_step, open_app, sockets_of, step_of, wait_for_step, wait_until
from tests.browser.network import network

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def streams(sockets: list[WebSocket]) -> list[WebSocket]:
    return [socket for socket in sockets if "/frames/" in socket.url]


def test_a_laptop_that_slept_leaves_a_connection_that_went_without_a_word(
    page: Page, app: str, console_errors: list[str]
):
    with network(app) as (address, between):
        sockets = sockets_of(page)
        page.clock.install()
        open_app(page, address, "?steps=5000")
        wait_for_step(page, 20)
        between.lose()
        page.wait_for_timeout(1000)
        lost_at = step_of(page)
        page.wait_for_timeout(1000)
        assert step_of(page) == lost_at and len(streams(sockets)) == 1
        page.clock.fast_forward(180_000)
        wait_until(page, lambda: len(streams(sockets)) == 2)
        next_step(page, lost_at)
        page.goto("about:blank")
    console_errors.clear()
