"""A connection that is cut is said in the learner's language and comes back by itself to what was on the page."""

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError, expect

from gradflow.places import ROOT
from gradflow.text import LANGUAGES, Words
from tests.browser.laboratory_page import (
    EN,
    EVERY_DRAWN,
    QUICK,
    open_app,
    open_settings,
    pause,
    wait_for_calm,
    wait_for_step,
)
from tests.browser.network import network
from tests.browser.server import started

pytestmark = pytest.mark.slow

CHANGED = "?depth=12&activation=relu&steps=1500&change=40:activation:tanh&change=60:learning_rate:0.02"
PAGES = [
    f"/{CHANGED}&step=70&view=chain",
    "/twins?twin=depth%3D7%26change%3D20%3Again%3A2&twin=depth%3D9&step=30",
    "/grid?grid=depth:3,5&grid=gain:1.0,2.0&steps=30",
    "/time?network=rnn&cell=gru&change=20:learning_rate:0.001",
]
SAID = ".gradflow-cut"
CONTROLS = """() => {
  const all = (what, say) => [...document.querySelectorAll(`.stSidebar ${what}`)].map(say);
  return JSON.stringify([
    all('input[type=range]', each => [each.ariaLabel, each.value]),
    all('.stSelectbox', each => [each.textContent, each.querySelector('input')?.value]),
  ]);
}"""


def said(address: str) -> tuple[str, list[tuple[str, str]]]:
    """The page, and what the link says besides its format, in whatever order."""
    page, _, query = address.partition("?")
    return page, sorted(pair for pair in parse_qsl(query) if pair[0] != "v")


def play_past_changes(page: Page) -> None:
    expect(page.locator(".gradflow-figure[data-frame]").first).to_be_visible(timeout=QUICK)
    if "change=" in page.url:
        wait_for_step(page, 65)  # past the changes, which move controls


def pause_alone(page: Page) -> None:
    wait_for_step(page, 5)
    pause(page)


def change_and_pause(page: Page) -> None:
    open_settings(page)
    page.get_by_role("slider", name=EN("field.depth.label")).press("ArrowRight")
    expect(page).to_have_url(re.compile("depth=13"), timeout=QUICK)
    page.get_by_role("button", name=EN("remedy.residual.label")).click()
    expect(page).to_have_url(re.compile("connection=residual"), timeout=QUICK)
    wait_for_step(page, 12)
    pause(page)


PAUSED = "/?depth=12"
CHANGED_BY_HAND = "/?depth=12&steps=2000&change=10:normalization:batch"
TABS: dict[str, Callable[[Page], None]] = {PAUSED: pause_alone, CHANGED_BY_HAND: change_and_pause}
TABS |= dict.fromkeys(PAGES, play_past_changes)


class Tab(NamedTuple):
    """What was in a tab when its server was killed, and whether it said so."""

    page: Page
    server: str
    url: str
    controls: str
    said: bool


@pytest.fixture(scope="module")
def tabs(
    context_of: Callable[..., BrowserContext], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Tab]]:
    """By the address that each was opened at: tabs of one server, which was killed; another one is in its place."""
    script, folder = (str(ROOT / "app.py"),), tmp_path_factory.mktemp("killed")
    servers = [started(script, folder / f"{which}.txt") for which in ("first", "second")]
    pages: dict[str, Page] = {}
    try:
        with network(servers[0][0]) as (url, between):
            for address, prepare in TABS.items():
                pages[address] = page = context_of(viewport={"width": 1200, "height": 900}).new_page()
                page.goto(url + address)
                prepare(page)
                wait_for_calm(page)
            held = {address: (page.url, page.evaluate(CONTROLS)) for address, page in pages.items()}
            for page in pages.values():
                page.evaluate("window.before = true")
            servers[0][1].send_signal(signal.SIGKILL)
            said = {address: _says_so(page) for address, page in pages.items()}
            between.lead_to(int(servers[1][0].rpartition(":")[2]))
            yield {address: Tab(page, url, *held[address], said[address]) for address, page in pages.items()}
    finally:
        for page in pages.values():
            page.close()
        for _, server in servers:
            server.kill()
            server.wait()


def _says_so(page: Page) -> bool:
    with suppress(TimeoutError):
        page.locator(SAID).wait_for(timeout=QUICK)
    return page.locator(SAID).count() == 1


def come_back(tab: Tab) -> Page:
    assert tab.said
    tab.page.bring_to_front()
    tab.page.wait_for_function("!window.before", timeout=QUICK)
    expect(tab.page.locator(".gradflow-figure[data-frame]").first).to_be_visible(timeout=QUICK)
    return tab.page


@pytest.mark.parametrize("address", PAGES)
def test_a_server_that_was_killed_comes_back_to_what_the_tab_had(tabs: dict[str, Tab], address: str):
    tab = tabs[address]
    page = come_back(tab)
    play_past_changes(page)
    page.wait_for_function(f"before => ({CONTROLS})() === before", arg=tab.controls, timeout=QUICK)
    wait_for_calm(page, 1000)
    assert page.evaluate(CONTROLS) == tab.controls and said(page.url) == said(tab.server + address)
    expect(page.locator(SAID)).to_have_count(0)


def test_a_paused_tab_comes_back_to_its_step_and_to_what_was_changed_by_hand(tabs: dict[str, Tab]):
    tab = tabs[CHANGED_BY_HAND]
    page = come_back(tab)
    page.wait_for_function(EVERY_DRAWN, timeout=QUICK)
    [made] = re.findall(r"\bstep=(\d+)", tab.url)
    shown = EN("status.step", step=int(made) - 1, steps=2000)
    expect(page.locator(".st-key-text-status")).to_contain_text(shown, timeout=QUICK)
    assert page.url == tab.url and "change=10:normalization:batch" in unquote(tab.url)
    expect(page.get_by_role("img", name=re.compile(r"\b13 layers\b")).first).to_be_visible(timeout=QUICK)
    expect(page.get_by_role("slider", name=EN("field.depth.label"))).to_have_value("13")


def test_a_change_after_a_restart_is_obeyed_at_once(tabs: dict[str, Tab]):
    page = come_back(tabs[PAUSED])
    wait_for_step(page, 1)
    open_settings(page)
    page.get_by_role("slider", name=EN("field.depth.label")).press("ArrowRight")
    expect(page).to_have_url(re.compile(r"depth=13"), timeout=QUICK)


@pytest.mark.usefixtures("same_page")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cut_is_said_by_us_alone_until_it_is_over(page: Page, serve, console_errors: list[str], language: str):
    app, words = serve(ROOT / "app.py"), Words(language)
    open_app(page, app, f"?lang={language}&steps=2000")
    wait_for_step(page, 10)
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_have_text(words("connection.cut"), timeout=QUICK)
    page.wait_for_timeout(3000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator(SAID)).to_have_count(0, timeout=QUICK)
    console_errors.clear()
