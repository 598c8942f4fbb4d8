"""What moves on a page, when the network or the session goes for a while and comes back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocket, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, STEP, open_app, open_view, sockets_of, step_of, wait_for_step
from tests.browser.network import network
from tests.browser.server import started
from tests.figures.received import Browser

pytestmark = pytest.mark.slow

CUT = 60_000  # ms; less than the two minutes for which Streamlit keeps a session


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def streams(sockets: list[WebSocket]) -> list[WebSocket]:
    return [socket for socket in sockets if "/frames/" in socket.url]


def wait_for_another(page: Page, stream: str) -> None:
    page.wait_for_event("websocket", lambda socket: "/frames/" in socket.url and socket.url != stream, timeout=QUICK)


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


def test_after_a_cut_of_a_minute_it_goes_on_at_its_step(page: Page, app: str, console_errors: list[str]):
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


def test_a_network_that_went_without_a_word_is_left_for_the_next(page: Page, app: str, console_errors: list[str]):
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
        page.clock.fast_forward(60_000)
        page.wait_for_function(f"{STEP} > {lost_at + 10}")
        assert len(streams(sockets)) == 2
        page.goto("about:blank")
    console_errors.clear()


def test_a_tab_that_slept_until_its_session_was_gone_shows_its_experiment(
    page: Page, console_errors: list[str], tmp_path: Path
):
    """A laptop that was closed for minutes: both connections are lost, and the server has forgotten."""
    forgetful = ("--server.disconnectedSessionTTL=2",)
    app, server = started((str(ROOT / "app.py"),), tmp_path / "log.txt", options=forgetful)
    try:
        with network(app) as (address, between):
            sockets = sockets_of(page)
            open_app(page, address, "?depth=12&steps=2000&change=30:normalization:batch")
            open_view(page, "chain", EN)
            wait_for_step(page, 40)
            old = streams(sockets)[-1].url
            between.cut()
            page.wait_for_timeout(6000)
            between.mend()
            wait_for_another(page, old)  # session
            expect(page.get_by_role("img", name=re.compile(r"\b12 layers\b")).first).to_be_visible(timeout=QUICK)
            wait_for_step(page, 5)
            assert "depth=12" in page.url and "change=30:normalization:batch" in page.url.replace("%3A", ":")
            view = page.get_by_role("radio", name=EN("view.chain"))
            expect(view).to_have_attribute("aria-checked", "true", timeout=QUICK)
            page.goto("about:blank")
    finally:
        server.kill()
        server.wait()
        console_errors.clear()
