"""What moves on a page, when the network or the session goes for a while and comes back."""

import pytest
from playwright.sync_api import Page, WebSocket

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import STEP, open_app, sockets_of, step_of, wait_for_step
from tests.browser.network import network
from tests.figures.received import Browser

pytestmark = pytest.mark.slow

CUT = 25_000  # ms; longer than a silent connection is borne, and less than the two minutes of a session


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def streams(sockets: list[WebSocket]) -> list[WebSocket]:
    return [socket for socket in sockets if "/frames/" in socket.url]


def first_of(page: Page) -> list[int]:
    """What the first message of each stream to come changes, 0 for one that brings everything."""
    found: list[int] = []

    def listen(socket: WebSocket) -> None:
        before = len(found)

        def hear(message: str | bytes) -> None:
            if before == len(found) and isinstance(message, bytes):
                found.append(Browser.header(message)["after"])

        if "/frames/" in socket.url:
            socket.on("framereceived", hear)

    page.on("websocket", listen)
    return found


def test_after_a_long_cut_it_goes_on_at_its_step(page: Page, app: str, console_errors: list[str]):
    with network(app) as (address, between):
        first = first_of(page)
        open_app(page, address, "?steps=5000")
        wait_for_step(page, 40)
        page.evaluate("document.querySelectorAll('.gradflow-figure').forEach(node => { node.mine = true })")
        between.cut()
        page.wait_for_timeout(1000)
        cut_at = step_of(page)
        page.wait_for_timeout(CUT)
        assert step_of(page) == cut_at
        between.mend()
        page.wait_for_function(f"{STEP} > {cut_at}")
        assert step_of(page) < cut_at + 60  # three seconds of steps: it rested, and does not leap
        page.wait_for_function(f"{STEP} > {cut_at + 40}")
        assert first[0] == 0 and len(first) == 2 and first[1] > 0  # no replay
        assert page.evaluate("[...document.querySelectorAll('.gradflow-figure')].every(node => node.mine)")
        page.goto("about:blank")
    console_errors.clear()  # connections that were refused


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
        page.wait_for_function(f"{STEP} > {lost_at + 10}")
        assert len(streams(sockets)) == 2
        page.goto("about:blank")
    console_errors.clear()
