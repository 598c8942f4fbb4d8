"""A connection that is cut is said in the learner's language and comes back by itself to what was on the page."""

import re
import signal
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.text import LANGUAGES, Words
from tests.browser.laboratory_page import EN, QUICK, open_settings, pause, wait_for_step
from tests.browser.server import started

pytestmark = pytest.mark.slow

CHANGED = "?depth=12&activation=relu&steps=1500&change=40:activation:tanh&change=60:learning_rate:0.02"
PAGES = [
    f"/{CHANGED}&step=70&view=chain",
    "/time?network=rnn&cell=gru&change=20:learning_rate:0.001",
    "/twins?twin=depth%3D7%26change%3D20%3Again%3A2&twin=depth%3D9&step=30",
    "/grid?grid=depth:3,5&grid=gain:1.0,2.0&steps=30",
]
SAID = ".gradflow-cut"
CONTROLS = """() => JSON.stringify([
  [...document.querySelectorAll('.stSidebar input[type=range]')].map(each => [each.ariaLabel, each.value]),
  [...document.querySelectorAll('.stSidebar .stSelectbox')].map(each => each.innerText),
])"""


def said(address: str) -> tuple[str, list[tuple[str, str]]]:
    """The page, and what the link says besides its format, in whatever order."""
    page, _, query = address.partition("?")
    return page, sorted(pair for pair in parse_qsl(query) if pair[0] != "v")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "server.txt"


@pytest.mark.parametrize("address", PAGES)
def test_a_server_that_was_killed_comes_back_to_what_the_tab_had(
    page: Page, log: Path, console_errors: list[str], address: str
):
    script = (str(ROOT / "app.py"),)
    url, server = started(script, log)
    try:
        page.goto(url + address)
        expect(page.locator(".gradflow-figure[data-frame]").first).to_be_visible(timeout=QUICK)
        if "change=" in address:
            wait_for_step(page, 65)  # past the changes, which move controls
        page.wait_for_timeout(2000)
        before = page.evaluate(CONTROLS)
        page.evaluate("window.before = true")
        server.send_signal(signal.SIGKILL)
        server.wait()
        expect(page.locator(SAID)).to_be_visible(timeout=QUICK)
        url, server = started(script, log, int(url.rpartition(":")[2]))
        page.wait_for_function("!window.before", timeout=QUICK)
        expect(page.locator(".gradflow-figure[data-frame]").first).to_be_visible(timeout=QUICK)
        if "change=" in address:
            wait_for_step(page, 65)
        page.wait_for_function(f"before => ({CONTROLS})() === before", arg=before, timeout=QUICK)
        page.wait_for_timeout(3000)
        assert page.evaluate(CONTROLS) == before and said(page.url) == said(url + address)
        expect(page.locator(SAID)).to_have_count(0)
    finally:
        page.goto("about:blank")
        server.kill()
        server.wait()
        console_errors.clear()  # connections that were refused


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cut_is_said_by_us_alone_until_it_is_over(page: Page, serve, console_errors: list[str], language: str):
    app, words = serve(ROOT / "app.py"), Words(language)
    page.goto(f"{app}/?lang={language}&steps=2000")
    wait_for_step(page, 10)
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_have_text(words("connection.cut"), timeout=QUICK)
    page.wait_for_timeout(3000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator(SAID)).to_have_count(0, timeout=QUICK)
    console_errors.clear()


def test_a_change_after_a_restart_is_obeyed_at_once(page: Page, log: Path, console_errors: list[str]):
    script = (str(ROOT / "app.py"),)
    url, server = started(script, log)
    try:
        page.goto(f"{url}/?depth=12")
        wait_for_step(page, 5)
        pause(page)
        expect(page).to_have_url(re.compile(r"step=\d+"), timeout=QUICK)
        page.evaluate("window.before = true")
        server.send_signal(signal.SIGKILL)
        server.wait()
        _, server = started(script, log, int(url.rpartition(":")[2]))
        page.wait_for_function("!window.before", timeout=QUICK)
        wait_for_step(page, 1)
        open_settings(page)
        page.get_by_role("slider", name=EN("field.depth.label")).press("ArrowRight")
        expect(page).to_have_url(re.compile(r"depth=13"), timeout=QUICK)
    finally:
        page.goto("about:blank")
        server.kill()
        server.wait()
        console_errors.clear()
