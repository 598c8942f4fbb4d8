"""What stands before the app, seen by a browser: a full house, a file that is too large, pages that load nothing
from elsewhere."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from gradflow.serving.seats import MOST
from gradflow.tasks.own import LARGEST_FILE
from gradflow.ui.site import PAGES
from tests.browser.deployed import App, app_running
from tests.browser.laboratory_page import (
    EN,
    QUICK,
    ZH,
    open_app,
    open_settings,
    step_of,
    wait_for_calm,
    wait_for_step,
    wait_until,
)
from tests.browser.pages import COMPLAINTS

pytestmark = pytest.mark.slow
PICTURES = "[...document.querySelectorAll('.gradflow-figure')].every(each => each.dataset.frame)"


class Newcomer(NamedTuple):
    """status, said: what the first answer was. complaints: of the page of somebody who had a place."""

    page: Page
    status: int | None
    said: str
    complaints: list[str]


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, App, Path]]:
    """The app as `gradflow` starts it, with nothing in front: its address, and where it logs."""
    log = tmp_path_factory.mktemp("front") / "app.txt"
    with app_running(log) as app:
        yield f"http://127.0.0.1:{app.port}/gradflow", app, log


@pytest.fixture(scope="module")
def newcomer(browser: Browser, front) -> Iterator[Newcomer]:
    """Somebody who came when all places were taken, and waits while other tests run: there is room by now."""
    address, *_ = front
    complaints: list[str] = []
    sitting = browser.new_context(viewport={"width": 1200, "height": 900}).new_page()
    sitting.set_default_timeout(QUICK)
    sitting.on("console", lambda said: complaints.append(said.text) if said.type in COMPLAINTS else None)
    sitting.on("pageerror", lambda error: complaints.append(str(error)))
    open_app(sitting, address)
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    page = browser.new_context(locale="zh-CN").new_page()
    page.set_default_timeout(QUICK)
    with ExitStack() as crowd:
        for _ in range(MOST - 1):
            crowd.enter_context(connect(stream, subprotocols=[Subprotocol("streamlit")]))
        answer = page.goto(f"{address}/?depth=12")
        said = page.get_by_role("heading").inner_text()
        step = step_of(sitting)
        wait_for_step(sitting, step + 20)
        sitting.reload()
        expect(sitting.locator(".gradflow-figure[data-frame]")).to_have_count(4, timeout=QUICK)
    sitting.context.close()
    yield Newcomer(page, answer and answer.status, said, complaints)
    page.context.close()


def test_who_comes_into_a_full_house_is_told_so_and_nobody_in_it_notices(newcomer: Newcomer):
    """Who was in it has gone on, and come back after a reload, before there was room again."""
    assert newcomer.status == 503 and newcomer.said == ZH("full.title")
    assert newcomer.complaints == []


def test_every_page_is_drawn_and_nothing_is_refused(page: Page, front, console_errors: list[str]):
    address, *_ = front
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for each in PAGES:
        page.goto(f"{address}/{each.name if not each.default else ''}?lang=en")
        expect(page.locator(".stMain [data-testid=stElementContainer]:visible").first).to_be_visible(timeout=QUICK)
        wait_for_calm(page, 1000)
        page.wait_for_function(PICTURES, timeout=QUICK)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert not [each for each in console_errors if "404" not in each]
    console_errors.clear()  # Streamlit looks for itself below a page's own address first


def test_what_a_script_of_a_stranger_s_would_do_is_refused(page: Page, front, console_errors: list[str]):
    address, *_ = front
    open_app(page, address)
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.stolen = 1";
        document.body.append(script);
        const image = document.createElement("img");
        image.src = "https://elsewhere.example/x.png";
        document.body.append(image);
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.stolen = 2'>");
    }""")
    wait_until(page, lambda: sum("Content Security Policy" in each for each in console_errors) >= 2)
    page.wait_for_timeout(500)
    assert page.evaluate("window.stolen") is None
    console_errors.clear()


def test_a_file_that_is_far_too_large_gets_a_sentence_of_ours(page: Page, front):
    address, *_ = front
    open_app(page, address)
    open_settings(page)
    page.get_by_role("button", name=EN("own.title")).click()
    rows = b"a,b\n" + b"1,2\n" * (5 * LARGEST_FILE // 16)  # what Streamlit takes, and we do not
    page.locator("input[type=file]").set_input_files({"name": "big.csv", "mimeType": "text/csv", "buffer": rows})
    said = EN("own.refused.size", most=LARGEST_FILE // 2**20)
    expect(page.get_by_text(said)).to_be_visible(timeout=QUICK)


def test_who_was_told_so_has_come_in_by_itself(newcomer: Newcomer):
    expect(newcomer.page.locator(".gradflow-figure[data-frame]")).to_have_count(4, timeout=QUICK)
    assert "depth=12" in newcomer.page.url


def test_the_log_names_nobody_and_has_no_traceback(front):
    """Of all that was done above."""
    *_, log = front
    said = log.read_text(encoding="utf-8")
    assert "Traceback" not in said and "127.0.0.1:" not in re.sub(r"http://127\.0\.0\.1:\d+", "", said)
    assert "/frames/" not in said
