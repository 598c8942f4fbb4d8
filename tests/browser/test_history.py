"""Back and Forward of the browser undo and redo what a learner changed, one entry a change, on every page."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.ui.session.place import MOVING
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import (
    EN,
    QUICK,
    ZH,
    open_app,
    open_settings,
    open_view,
    pause,
    wait_for_calm,
    wait_for_step,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("below_the_address")]

SMALL = "?batch_size=32&steps=40&depth=8&width=16&activation=relu&initializer=he_normal"
# The address but for what frames say in it, which may come any time, and what every control of the page says.
SEEN = """moving => {
  const all = (what, say) => [...document.querySelectorAll(what)].map(say);
  return [
    location.pathname,
    [...new URLSearchParams(location.search)].filter(([name]) => !moving.includes(name)).map(pair => pair.join('=')),
    all('.stSidebar input[type=range]', each => [each.ariaLabel, each.value]),
    all('[role=radio][aria-checked=true], button[kind=pillsActive]', each => each.innerText),
    all('.stSidebar .stSelectbox', each => each.innerText + each.querySelector('input')?.value),
  ];
}"""


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def slide(page: Page, words: Any = EN, field: str = "depth") -> None:
    open_settings(page)
    wait_for_calm(page)
    page.get_by_role("slider", name=words(f"field.{field}.label")).press("ArrowRight")


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label).click()


def visit(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


CHANGES: list[tuple[str, Callable[[Page], Any]]] = [
    ("depth=9", slide),
    ("connection=residual", lambda page: press(page, EN("remedy.residual.label"))),
    ("view=chain", lambda page: open_view(page, "chain", EN)),
    ("gain=10", lambda page: press(page, EN("remedy.gain.label"))),  # explodes
    ("seed=1", lambda page: press(page, EN("transport.new_seed"))),
    ("/twins", lambda page: visit(page, EN("page.twins"))),
    ("seed%3D1", lambda page: press(page, EN("transport.new_seed"))),
    ("seed%3D2", lambda page: press(page, EN("transport.new_seed"))),
    ("lang=zh", lambda page: page.get_by_role("radio", name="简体中文").click()),
    ("/time", lambda page: visit(page, ZH("page.time"))),
]


def settled(page: Page) -> list[Any]:
    """What is seen once it stays the same."""
    for _ in range(60):
        wait_for_calm(page)
        seen = page.evaluate(SEEN, MOVING)
        page.wait_for_timeout(100)
        if seen == page.evaluate(SEEN, MOVING) and page.locator(".gradflow-figure[data-frame]").count():
            return seen
    raise AssertionError("the page does not come to rest")


def test_ten_changes_are_walked_back_and_forward_again(page: Page, app: str):
    open_app(page, app, SMALL)
    open_settings(page)
    seen, entries = [settled(page)], page.evaluate("history.length")
    for count, (said, change) in enumerate(CHANGES, start=1):
        change(page)
        expect(page).to_have_url(re.compile(re.escape(said)), timeout=QUICK)
        seen.append(settled(page))
        assert page.evaluate("history.length") == entries + count, said
    for way, course in (("back", seen[-2::-1]), ("forward", seen[1:])):
        for wanted in course:
            page.evaluate(f"history.{way}()")
            seen = settled(page)
            until = time.monotonic() + QUICK / 1000
            while seen != wanted and time.monotonic() < until:
                seen = settled(page)
            assert seen == wanted


def test_what_moves_by_itself_and_where_one_is_are_no_entries(page: Page, app: str):
    open_app(page, app, "?steps=400")
    entries = page.evaluate("history.length")
    wait_for_step(page, 10)
    pause(page)
    expect(page).to_have_url(re.compile(r"step=\d+"), timeout=QUICK)
    page.keyboard.press("s")
    page.keyboard.press("Space")
    expect(page).not_to_have_url(re.compile("step="), timeout=QUICK)
    assert page.evaluate("history.length") == entries
    open_settings(page)
    page.get_by_role("slider", name=EN("field.depth.label")).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")  # without pause, however busy the machine
    expect(page).to_have_url(re.compile("depth=25"), timeout=QUICK)
    assert page.evaluate("history.length") == entries + 1
    page.evaluate("history.back()")
    expect(page).not_to_have_url(re.compile("depth="), timeout=QUICK)
    wait_for_calm(page)
    depth_is(page, 20)


def test_a_run_that_is_opened_from_the_twins_is_one_entry(page: Page, app: str):
    page.goto(f"{app}/twins")
    expect(page.locator(".gradflow-figure[data-frame]")).to_have_count(3, timeout=QUICK)
    open_settings(page)
    before, entries = page.url, page.evaluate("history.length")
    press(page, EN("twins.open", letter="B"))
    expect(page).to_have_url(re.compile(r"/\?normalization=batch"), timeout=QUICK)
    expect(page.locator(".st-key-views")).to_be_visible(timeout=QUICK)
    wait_for_calm(page)
    assert page.evaluate("history.length") == entries + 1
    page.evaluate("history.back()")
    expect(page).to_have_url(before, timeout=QUICK)
    expect(page.get_by_role("button", name=EN("twins.open", letter="A"))).to_be_visible(timeout=QUICK)


@pytest.mark.parametrize("query", ["?step=7&view=updates&pace=50", "?steps=400&step=390&change=20:activation:relu"])
def test_a_reload_keeps_the_place(page: Page, app: str, query: str):
    open_app(page, app, query)
    [made] = re.findall(r"\bstep=(\d+)", query)
    step = int(made) - 1  # the first is step 0
    expect(page.locator(".st-key-status")).to_contain_text(re.compile(rf"\b{step} of"), timeout=QUICK)
    seen = settled(page)
    page.reload()
    expect(page.locator(".st-key-status")).to_contain_text(re.compile(rf"\b{step} of"), timeout=QUICK)
    assert settled(page) == seen and page.url.endswith(query)


def depth_is(page: Page, depth: int) -> None:
    open_settings(page)
    slider = page.get_by_role("slider", name=EN("field.depth.label"))
    expect(slider.first).to_have_value(str(depth), timeout=QUICK)  # the one before may still stand behind it


def test_two_tabs_have_histories_of_their_own(page: Page, app: str):
    other = page.context.new_page()
    for tab, depth in ((page, 7), (other, 11)):
        open_app(tab, app, f"?depth={depth}")
        slide(tab)
        depth_is(tab, depth + 1)
    page.evaluate("history.back()")
    depth_is(page, 7)
    depth_is(other, 12)
    other.evaluate("history.back()")
    depth_is(other, 11)
    page.evaluate("history.forward()")
    depth_is(page, 8)
    other.close()


def test_a_link_pasted_into_a_tab_that_is_open_is_one_entry_of_it(page: Page, app: str):
    open_app(page, app, "?depth=7")
    slide(page)
    expect(page).to_have_url(re.compile("depth=8"), timeout=QUICK)
    open_app(page, app, "?depth=15&view=chain")
    depth_is(page, 15)
    page.go_back()
    depth_is(page, 8)
    page.go_back()
    depth_is(page, 7)


def test_a_broken_link_stays_to_be_mended_and_is_left_by_a_change(page: Page, app: str):
    open_app(page, app, "?depth=999&view=chains")
    complaint = page.get_by_role("alert").filter(has_text="depth = 999")
    expect(complaint).to_have_count(1, timeout=QUICK)
    assert page.url.endswith("?depth=999&view=chains")
    slide(page)
    expect(page).to_have_url(re.compile("depth=21&(was=[^&]*&)?v="), timeout=QUICK)
    expect(complaint).to_have_count(0, timeout=QUICK)
    page.evaluate("history.back()")
    expect(complaint).to_have_count(1, timeout=QUICK)
    depth_is(page, 20)
