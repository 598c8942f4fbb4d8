"""Lessons in a real browser: drawn by hand, finger and keys; nothing told before the answer; kept by the browser."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gradflow.lessons.exam import PAIRS
from gradflow.lessons.exam.pair import BEFORE
from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, ZH, messages_of, sockets_of, wait_for_calm

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("below_the_address")]

LAPTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": "dark"}
KEYS_ALONE = 20  # seconds that a drawing and its commit may take
A_PRESS = 0.5  # seconds, of who presses slowly
HEAR_KEYS = "window.pressed = []; addEventListener('keydown', key => window.pressed.push(key.timeStamp), true)"
SKETCH = 3  # the station at which a curve is drawn first


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def open_at(page: Page, app: str, at: int, language: str = "en") -> None:
    """The lesson, where this browser remembers that it was left."""
    kept = {"v": 1, "at": {"signal": at}, "done": [], "answers": {}, "missed": {}}
    page.goto(f"{app}/_stcore/health")
    page.evaluate("kept => localStorage.setItem('gradflow.lessons', kept)", json.dumps(kept))
    page.goto(f"{app}/lessons?lang={language}&lesson=signal")
    expect(page.locator(".st-key-lesson_head")).to_contain_text(re.compile(rf"{at + 1} of|{at + 1}/"), timeout=QUICK)
    wait_for_calm(page)


def plot_of(page: Page):
    plot = page.locator(".gradflow-sketch .plot")
    expect(plot.get_by_role("slider").first).to_be_attached(timeout=QUICK)
    box = plot.bounding_box()
    assert box
    return plot, box


def commit(page: Page) -> None:
    page.get_by_role("radio", name=EN("lessons.sure.3")).check()
    page.locator(".gradflow-sketch .commit").click()


def is_right(page: Page) -> None:
    expect(page.get_by_text(EN("lessons.right"), exact=True)).to_be_visible(timeout=QUICK)


def fits(page: Page) -> None:
    height, width = page.evaluate(
        "(({scrollHeight, scrollWidth}) => [scrollHeight, scrollWidth])(document.querySelector('.stMain'))"
    )
    assert page.viewport_size
    assert (height, width) <= (page.viewport_size["height"], page.viewport_size["width"])


def axe(page: Page) -> None:
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []


@pytest.mark.parametrize("page", [LAPTOP], indirect=True)
def test_a_mouse_draws_what_the_wire_does_not_know_and_then_both_are_laid_over_each_other(page: Page, app: str) -> None:
    sockets = sockets_of(page)
    heard: list = []
    page.on("websocket", lambda socket: heard.append(messages_of(socket)))
    open_at(page, app, SKETCH)
    plot, box = plot_of(page)
    fits(page)
    axe(page)
    right, middle = box["x"] + box["width"] - 20, box["y"] + 0.3 * box["height"]
    page.mouse.move(right, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 56, box["y"] + 0.78 * box["height"], steps=3)
    page.mouse.up()
    expect(plot.locator(".handle.set")).to_have_count(9)
    told = b"".join(each.encode() if isinstance(each, str) else each for socket in heard for each in socket)
    assert sockets and EN("lesson.signal.shape.question").encode() in told
    assert EN("lesson.signal.shape.feedback.right").encode() not in told and b"signal_rms" not in told
    assert page.locator(".gradflow-figure").count() == 0
    commit(page)
    is_right(page)
    expect(page.locator(".gradflow-sketch .curve.run")).to_be_attached()
    expect(page.locator(".gradflow-figure[data-frame]").first).to_be_visible(timeout=QUICK)
    fits(page)
    axe(page)
    page.get_by_role("button", name=EN("lessons.compare")).click()
    expect(page.get_by_text("Each layer multiplies by nearly the same number")).to_be_visible(timeout=QUICK)
    page.reload()  # the browser remembers the answer, and where it was given
    is_right(page)


@pytest.mark.parametrize("page", [LAPTOP], indirect=True)
def test_keys_alone_draw_and_commit_in_less_than_twenty_seconds(page: Page, app: str) -> None:
    """What the page takes between the first press and the last, and two presses a second."""
    open_at(page, app, SKETCH)
    plot, _ = plot_of(page)
    slider = plot.locator("[role=slider][tabindex='0']")
    slider.focus()
    page.evaluate(HEAR_KEYS)
    for key in ["PageDown"] * 6:
        page.keyboard.press(key)
    expect(slider).to_have_attribute("aria-valuetext", "layer 1: 12 decades below the given end")
    page.keyboard.press("ArrowUp")
    expect(slider).to_have_attribute("aria-valuenow", "-11.5")
    page.keyboard.press("Control+z")
    expect(slider).to_have_attribute("aria-valuenow", "-12")
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    for key in ("Space", "Tab", "Enter"):
        page.keyboard.press(key)
    is_right(page)
    expect(page.locator(".gradflow-verdict")).to_be_focused()
    pressed = page.evaluate("window.pressed")
    assert (pressed[-1] - pressed[0]) / 1000 + A_PRESS * len(pressed) < KEYS_ALONE


@pytest.mark.parametrize("page", [LAPTOP], indirect=True)
def test_a_lesson_is_begun_by_keys_whose_button_says_which_and_leads_to_its_heading(page: Page, app: str) -> None:
    page.goto(f"{app}/lessons?lang=en")
    begin = page.get_by_role("button", name=EN("lessons.begin")).first
    expect(begin).to_have_accessible_description(re.compile(re.escape(EN("lesson.signal.title"))), timeout=QUICK)
    begin.press("Enter")
    expect(page.get_by_role("heading", name=EN("lesson.signal.title"), level=1)).to_be_focused(timeout=QUICK)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_finger_draws_and_the_page_around_the_plot_scrolls(page: Page, app: str) -> None:
    open_at(page, app, SKETCH)
    plot, _ = plot_of(page)
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    touch = page.context.new_cdp_session(page)
    way = [(0.93 - 0.08 * part, 0.3 + 0.048 * part) for part in range(11)]
    for kind, (x, y) in zip(["touchStart", *["touchMove"] * 10], way, strict=True):
        point = {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(plot.locator(".handle.set")).to_have_count(9)
    axe(page)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    page.get_by_role("button", name=EN("sketch.clear")).click()
    expect(plot.locator(".handle.set")).to_have_count(0)
    page.get_by_role("button", name=EN("sketch.table")).click()
    page.get_by_label(EN("sketch.handle").format(place=1), exact=True).last.fill("-12")
    commit(page)
    is_right(page)


@pytest.mark.parametrize("page", [LAPTOP | {"color_scheme": "dark"}], indirect=True)
def test_the_list_and_a_prompt_are_for_everyone_and_what_is_kept_can_be_erased(page: Page, app: str) -> None:
    open_at(page, app, 1, "zh")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    axe(page)
    fits(page)
    page.get_by_role("spinbutton").fill("-6")
    page.locator(".st-key-sure_field label").filter(has_text=ZH("lessons.sure.3")).click()
    page.get_by_role("button", name=ZH("lessons.commit")).click()
    expect(page.get_by_text(ZH("lessons.not_so"), exact=True)).to_be_visible(timeout=QUICK)
    assert page.locator(".gradflow-figure").count() == 0  # what it would show is asked next
    page.get_by_role("button", name=ZH("lessons.all")).click()
    expect(page.get_by_role("button", name=ZH("lessons.go_on"))).to_be_visible(timeout=QUICK)
    axe(page)
    page.get_by_text(ZH("lessons.kept.title")).click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=ZH("lessons.kept.erase")).click()
    expect(page.get_by_role("button", name=ZH("lessons.begin")).first).to_be_visible(timeout=QUICK)
    assert json.loads(page.evaluate("localStorage.getItem('gradflow.lessons')") or "{}").get("at", {}) == {}


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_the_wire_knows_no_answer_of_the_test_before_while_it_is_taken(page: Page, app: str) -> None:
    heard: list = []
    page.on("websocket", lambda socket: heard.append(messages_of(socket)))
    page.goto(f"{app}/lessons?lang=en&test=before")
    pairs = list(PAIRS.values())
    for number in range(1, 4):
        progress = EN("lessons.progress", at=number, count=len(pairs))
        expect(page.locator(".st-key-lesson_head")).to_contain_text(progress, timeout=QUICK)
        axe(page) if number == 1 else None
        expect(page.get_by_text(pairs[number - 1].question(BEFORE, EN))).to_be_visible(timeout=QUICK)
        answer = page.get_by_text(EN(f"exam.{pairs[number - 1].name}.option.fades"), exact=True)
        answer.nth(0).and_(answer.last).click()  # once the question before is gone
        page.get_by_role("button", name=EN("lessons.commit")).press("Enter")
    expect(page.get_by_text(pairs[3].question(BEFORE, EN))).to_be_visible(timeout=QUICK)
    expect(page.get_by_role("heading", name=EN("exam.title.before"))).to_be_focused()
    told = b"".join(each.encode() if isinstance(each, str) else each for socket in heard for each in socket)
    assert all(pair.question(BEFORE, EN).encode() in told for pair in pairs[:4])
    assert not any(EN(f"exam.{pair.name}.answer").partition("{")[0].encode() in told for pair in pairs)
    assert page.locator(".gradflow-figure").count() == 0
