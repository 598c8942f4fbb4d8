"""The real app with the keyboard alone: open, pause, step, a remedy, a view, a table, a file."""

import re

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.serving.uploads import MOST_SENT
from tests.browser.conftest import Serve
from tests.browser.keys import arrow_to, focused, tab_to
from tests.browser.laboratory_page import (
    EN,
    QUICK,
    ZH,
    open_app,
    open_settings,
    step_at_rest,
    step_of,
    wait_for_calm,
    wait_for_step,
    wait_until,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


NEWS = """async (module) => {
  const { News } = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(module)}`);
  const news = new News();
  return [
    ["Learning: 41% are right.", "Learning"],
    ["Falling back: 31% are right.", "Falling back"],
    ["Falling back: 30% are right. At step 204 it grew 3 800 times.", "Falling back"],
    ["Falling back: 9.5% are right.", "Falling back"],
    ["Falling back: 12% are right. At step 1 204 it grew 10⁻³⁸ times.", "Falling back"],
    ["Learning: 44% are right.", "Learning"],
    ["正在学习：答对 0.5。第 12 层最小。", "正在学习"],
    ["正在学习：答对 3。第 9 层最小。又变了。", "正在学习"],
  ].map(([text, verdict]) => {
    const said = news.of(text, verdict);
    news.hear(text, verdict);
    return said;
  });
}"""


def test_a_sentence_is_said_when_it_says_something_new_and_not_when_its_numbers_are(page: Page):
    module = (ROOT / "gradflow" / "ui" / "frontend" / "news.js").read_text(encoding="utf-8")
    assert page.evaluate(NEWS, module) == [
        "Learning: 41% are right.",
        "Falling back: 31% are right.",
        "At step 204 it grew 3 800 times.",
        "",
        "",
        "Learning: 44% are right.",
        "正在学习：答对 0.5。 第 12 层最小。",
        "又变了。",
    ]


def test_closed_settings_are_out_of_reach_of_tab(page: Page, app: str):
    open_app(page, app)
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.stSidebar') && document.activeElement.outerHTML") is None


def test_whoever_opens_the_settings_is_in_them_and_a_file_is_asked_for_and_refused_in_their_language(
    page: Page, app: str
):
    open_app(page, app, "?lang=zh&steps=5")
    page.get_by_role("button", name=ZH("spoken.expand")).press("Enter")
    page.wait_for_function("document.activeElement.closest('.stSidebar')", timeout=QUICK)
    button = page.locator(".st-key-own button").first
    button.press("Enter")
    page.wait_for_function("document.activeElement.closest('[role=dialog]')", timeout=QUICK)
    expect(page.get_by_role("dialog").get_by_role("button", name=ZH("spoken.browse"))).to_be_visible(timeout=QUICK)
    page.keyboard.press("Tab")
    focused(page, ZH("spoken.browse"))
    sent = {"name": "a.csv", "mimeType": "text/csv", "buffer": bytes(MOST_SENT + 1)}
    page.locator("[role=dialog] input[type=file]").set_input_files(sent)  # type: ignore[arg-type]
    expect(page.get_by_role("alert")).to_have_text(ZH("spoken.too_large", most=8), timeout=QUICK)
    page.keyboard.press("Escape")
    expect(button).to_be_focused(timeout=QUICK)
    page.get_by_role("button", name=ZH("spoken.collapse")).press("Enter")
    expect(page.get_by_role("button", name=ZH("spoken.expand"))).to_be_focused(timeout=QUICK)


def scrolled(page: Page) -> bool:
    """A table scrolls by keys, once its rows are there."""
    page.keyboard.press("End")
    return page.evaluate("document.querySelector('.gradflow-table').scrollTop > 0")


def test_the_main_path(page: Page, app: str):
    open_app(page, app, "?steps=2000")
    wait_for_step(page, 5)  # a page that is still opening on a busy machine once missed the first key
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the content
    focused(page, "main")
    page.keyboard.press("Space")  # on no control: the shortcut
    expect(page.get_by_role("button", name=re.compile(EN("transport.play")))).to_be_visible(timeout=QUICK)
    tab_to(page, EN("transport.play"))
    page.keyboard.press("Space")  # on the button itself: once, not twice
    expect(page.get_by_role("button", name=re.compile(EN("transport.pause")))).to_be_visible(timeout=QUICK)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile(EN("transport.play")))).to_be_visible(timeout=QUICK)
    paused = step_at_rest(page)
    tab_to(page, EN("transport.step"))
    page.keyboard.press("Enter")
    wait_for_step(page, paused + 1)
    tab_to(page, EN("remedy.batch_norm.label"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("connection=residual"), timeout=QUICK)
    wait_for_calm(page)
    tab_to(page, EN("view.profile"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator(".st-key-chain .gradflow-figure[data-frame]")).to_be_visible(timeout=QUICK)
    wait_for_calm(page)
    tab_to(page, EN("verdict.rule"))
    page.keyboard.press("Space")
    expect(page.get_by_test_id("stPopoverBody")).to_be_focused(timeout=QUICK)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0, timeout=QUICK)
    focused(page, EN("verdict.rule"))
    arrow_to(page, EN("buttons.table"))
    page.keyboard.press("Space")
    expect(page.get_by_role("group", name=EN("chain.caption", step="")[:20])).to_be_focused(timeout=QUICK)
    wait_until(page, lambda: scrolled(page))
    page.keyboard.press("Escape")
    expect(page.get_by_role("table")).to_have_count(0, timeout=QUICK)
    focused(page, EN("buttons.table"))
    arrow_to(page, EN("buttons.html"))
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert re.fullmatch(r"gradflow-digits-depth20-step\d+-chain\.html", waiting.value.suggested_filename)


STOPS = """() => [...document.querySelectorAll('.modebar')].map(bar =>
  [bar.role, Boolean(bar.ariaLabel), [...bar.querySelectorAll('button')].filter(each => each.tabIndex === 0).length])"""


def test_the_buttons_of_a_picture_are_one_stop_of_tab_whose_last_one_is_come_back_to(page: Page, app: str):
    open_app(page, app, "?steps=20")
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.done", step=19, steps=20), timeout=QUICK)
    bars = page.evaluate(STOPS)
    assert bars and bars == [["toolbar", True, 1]] * len(bars)
    first = page.locator(".modebar").first
    first.locator("button").first.focus()
    for key, at in (("ArrowLeft", -1), ("ArrowRight", 0), ("End", -1), ("Home", 0), ("ArrowRight", 1)):
        page.keyboard.press(key)
        expect(first.locator("button").nth(at)).to_be_focused()
    page.keyboard.press("Tab")
    assert not first.evaluate("bar => bar.contains(document.activeElement)")
    page.keyboard.press("Shift+Tab")
    expect(first.locator("button").nth(1)).to_be_focused()


def test_a_field_that_is_edited_hears_no_shortcut(page: Page, app: str):
    open_app(page, app, "?steps=2000&seed=3")
    wait_for_step(page, 5)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name=re.compile(EN("transport.play")))).to_be_visible(timeout=QUICK)
    paused = step_at_rest(page)
    open_settings(page)
    page.get_by_role("combobox", name=EN("field.activation.label")).focus()
    for key in ("s", "x", "n", "Space", "Escape"):
        page.keyboard.press(key)
    wait_for_calm(page, 1000)
    assert step_of(page) == paused and "seed=3" in page.url
    expect(page.get_by_role("button", name=re.compile(EN("transport.play")))).to_be_visible()


def test_another_page_begins_at_its_top_and_says_its_name(page: Page, app: str):
    open_app(page, app)
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 300)")
    page.get_by_role("link", name=EN("tab.lessons"), exact=True).first.press("Enter")
    said = page.locator(".gradflow-voice").filter(has_text=EN("page.lessons"))
    expect(said).to_have_count(1, timeout=QUICK)
    assert page.evaluate("document.querySelector('.stMain').scrollTop") == 0
