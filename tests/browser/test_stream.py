"""What moves on a page, when something goes wrong: a cut, a hidden tab, a message that is too large."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocket, WebSocketRoute
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.deployed import asked
from tests.browser.laboratory_page import (
    STEP,
    next_step,
    open_app,
    sockets_of,
    step_of,
    wait_for_calm,
    wait_for_silence,
    wait_for_step,
    wait_until,
)
from tests.browser.network import Network, network
from tests.figures.received import Browser

pytestmark = pytest.mark.slow

LONG = 25_000  # ms; longer than a silent connection is borne, and less than the two minutes of a session
FRAME = "Number(document.querySelector('.gradflow-figure')?.dataset.frame)"


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


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


class Cut(NamedTuple):
    """first: of `first_of`. step: what stood there then. since: when it was, in seconds."""

    page: Page
    between: Network
    first: list[int]
    step: int
    since: float


@pytest.fixture(scope="module", autouse=True)
def cut(context_of: Callable[..., BrowserContext], app: str) -> Iterator[Cut]:
    """A page whose network went before the first test of this file: the others take the time that a long cut lasts."""
    with network(app) as (address, between):
        page = context_of(viewport={"width": 1200, "height": 900}).new_page()
        first = first_of(page)
        open_app(page, address, "?steps=5000")
        wait_for_step(page, 40)
        page.evaluate("document.querySelectorAll('.gradflow-figure').forEach(node => { node.mine = true })")
        between.cut()
        page.wait_for_timeout(1000)
        yield Cut(page, between, first, step_of(page), time.monotonic())
        page.close()


def test_a_connection_that_is_cut_goes_on_at_its_step_and_sends_nothing_twice(page: Page, app: str):
    ways: list[WebSocketRoute] = []
    first: list[int] = []

    def through(way: WebSocketRoute) -> None:
        server = way.connect_to_server()
        ways.append(way)

        def pass_on(message: str | bytes) -> None:
            assert isinstance(message, bytes)
            if len(first) < len(ways):
                first.append(Browser.header(message)["after"])
            way.send(message)

        server.on_message(pass_on)
        way.on_message(server.send)

    page.route_web_socket(re.compile("/frames/"), through)
    open_app(page, app, "?steps=2000")
    page.evaluate("document.querySelectorAll('.gradflow-figure').forEach(node => { node.mine = true })")
    wait_for_step(page, 20)
    ways[0].close(code=3001)
    wait_until(page, lambda: len(first) == 2)  # not a number of steps: a frame that was on its way may bring as many
    assert first[0] == 0 and first[1] > 0
    next_step(page, step_of(page))
    assert page.evaluate("[...document.querySelectorAll('.gradflow-figure')].every(node => node.mine)")


def test_a_hidden_tab_is_sent_nothing_and_goes_on_where_it_was(page: Page, app: str):
    sockets = sockets_of(page)
    open_app(page, app, "?steps=2000")
    wait_for_step(page, 10)
    heard: list[str | bytes] = []
    [frames] = [socket for socket in sockets if "/frames/" in socket.url]
    frames.on("framereceived", lambda message: heard.append(message))
    show = "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
    show += " document.dispatchEvent(new Event('visibilitychange')) }"
    page.evaluate(show, True)
    wait_for_silence(page, heard)
    page.wait_for_timeout(1000)
    assert heard == []
    before = step_of(page)
    page.evaluate(show, False)
    assert next_step(page, before) < before + 40  # it slept, and does not leap


@pytest.mark.parametrize("page", [{"viewport": {"width": 1280, "height": 800}}], indirect=True)
def test_the_server_knows_what_is_on_the_screen(page: Page, app: str):
    sockets = sockets_of(page)
    open_app(page, app, "?steps=2000")
    [frames] = [socket for socket in sockets if "/frames/" in socket.url]
    seen: list[list[str]] = []
    frames.on("framesent", lambda said: seen.extend(json.loads(said)["seen"] for _ in "." if "seen" in str(said)))
    page.locator(".st-key-pair .gradflow-figure").last.scroll_into_view_if_needed()
    wait_until(page, lambda: any({"profile", "curves"} <= set(each) for each in seen))
    page.evaluate("document.querySelector('.stMain').scrollTop = 0")
    wait_until(page, lambda: set(seen[-1]) == {"maps", "answers"})
    page.wait_for_timeout(500)
    assert set(seen[-1]) == {"maps", "answers"}


def test_the_page_itself_runs_only_when_somebody_does_something(page: Page, app: str):
    sockets = sockets_of(page)
    open_app(page, app, "?steps=2000")
    wait_for_step(page, 20)
    wait_for_calm(page, 1000)
    heard: list[object] = []
    [own] = [socket for socket in sockets if "/_stcore/" in socket.url]
    own.on("framereceived", lambda message: heard.append(message))
    frame = page.evaluate(FRAME)
    page.wait_for_function(f"{FRAME} >= {frame} + 8")
    assert heard == []


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://{host}", 101),
        (None, 101),  # not a browser
        ("https://elsewhere.example", 403),
        ("http://elsewhere.{host}", 403),
        ("http://{host}.example", 403),
        ("null", 403),
    ],
)
def test_its_websocket_is_open_to_whom_streamlit_s_is(origin: str | None, status: int, app: str):
    port = int(app.rpartition(":")[2])
    shake = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    shake |= {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Host": f"class.example:{port}"}
    if origin:
        shake["Origin"] = origin.format(host=shake["Host"])
    for path in "/_stcore/stream", "/frames/nobody-s":
        assert asked(port, path, shake, tls=False)[0] == status


@pytest.mark.parametrize("path", ["_stcore/stream", "frames/nobody-s"])
def test_what_is_too_large_is_not_heard_to_its_end(path: str, app: str):
    with connect(f"{app.replace('http', 'ws', 1)}/{path}", compression=None) as socket, suppress(ConnectionClosed):
        for _ in range(30):
            socket.send([b"x" * 10**6 for _ in range(30)])
    assert socket.close_code in (1006, 1009, 4404)  # cut off, or told so


def test_after_a_long_cut_it_goes_on_at_its_step(cut: Cut):
    page = cut.page
    page.bring_to_front()
    page.wait_for_timeout(max(0, LONG - 1000 * (time.monotonic() - cut.since)))
    assert step_of(page) == cut.step
    cut.between.mend()
    assert next_step(page, cut.step) < cut.step + 60  # three seconds of steps: it rested, and does not leap
    page.wait_for_function(f"{STEP} > {cut.step + 40}")
    assert cut.first[0] == 0 and len(cut.first) == 2 and cut.first[1] > 0  # no replay
    assert page.evaluate("[...document.querySelectorAll('.gradflow-figure')].every(node => node.mine)")
