"""The transport in a real browser: a click is answered by a frame, without a run of the page, and none is lost."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import (
    EN,
    QUICK,
    STEP,
    messages_of,
    open_app,
    pause,
    press_pause,
    sockets_of,
    step_at_rest,
    step_of,
    wait_for_calm,
    wait_for_step,
    wait_until,
)

pytestmark = pytest.mark.slow

PLAYING = "document.querySelector('[data-name=play] span + span').innerText === 'Pause'"


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def button(page: Page, word: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{EN(f'transport.{word}')}"))


def scrubber(page: Page) -> Locator:
    return page.get_by_role("slider", name=EN("transport.scrub"))


def test_no_click_runs_the_page(page: Page, app: str):
    sockets = sockets_of(page)
    open_app(page, app, "?steps=2000")
    wait_for_step(page, 20)
    wait_for_calm(page, 1000)
    heard = messages_of(next(socket for socket in sockets if "/_stcore/" in socket.url))
    before = pause(page)
    button(page, "step").click()
    page.wait_for_function(f"{STEP} === {before + 1}")
    scrubber(page).press("ArrowLeft")
    page.wait_for_function(f"{STEP} === {before}")
    pace = page.get_by_role("combobox", name=EN("transport.pace"))
    expect(pace).to_have_accessible_description(EN("transport.pace_help"))
    pace.select_option("100")
    button(page, "restart").click()
    page.wait_for_function(f"{STEP} < {before}")
    page.wait_for_function(f"{STEP} > {before + 100}")  # at the new pace
    assert heard == []


@pytest.mark.usefixtures("same_page")
def test_ten_steps_in_a_second_are_ten_steps(page: Page, app: str):
    open_app(page, app, "?steps=2000")
    wait_for_step(page, 5)
    before = pause(page)
    for _ in range(10):
        button(page, "step").click(no_wait_after=True)
        page.wait_for_timeout(80)
    page.wait_for_function(f"{STEP} >= {before + 10}")
    page.wait_for_timeout(500)
    assert step_of(page) == before + 10


@pytest.mark.usefixtures("same_page")
@pytest.mark.parametrize("clicks", [9, 10])
def test_toggled_in_a_hurry_it_stands_as_it_says(page: Page, app: str, clicks: int):
    open_app(page, app, "?steps=20000")
    wait_for_step(page, 5)
    play = page.locator("[data-name=play]")
    for _ in range(clicks):
        play.click(no_wait_after=True)
        page.wait_for_timeout(90)
    if clicks % 2:
        step_at_rest(page, 1500)
    else:
        wait_for_step(page, step_of(page) + 2)
        page.wait_for_timeout(500)
    assert page.evaluate(PLAYING) == (clicks % 2 == 0)


@pytest.mark.usefixtures("same_page")
def test_a_slider_that_is_dragged_shows_frames_on_the_way(page: Page, app: str):
    open_app(page, app, "?steps=120&pace=100")
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.done", step=119, steps=120), timeout=QUICK)
    box = scrubber(page).bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 6, middle)
    page.mouse.down()
    seen = set()
    for part in (0.9, 0.8, 0.7, 0.6, 0.5):
        page.mouse.move(box["x"] + part * box["width"], middle)
        place = int(scrubber(page).input_value()) - 1
        page.wait_for_function(f"{STEP} === {place}", timeout=QUICK)
        seen.add(place)
    assert len(seen) == 5 and all(40 < step < 115 for step in seen)
    page.mouse.up()
    rest = min(seen)
    expect(scrubber(page)).to_have_value(str(rest + 1))
    expect(scrubber(page)).to_have_attribute("aria-valuetext", EN("transport.scrubbed").replace("%d", str(rest)))


def test_a_click_in_a_cut_is_obeyed_once_when_the_connection_is_back(page: Page, app: str):
    ways: list[WebSocketRoute] = []
    said: list[dict] = []

    def through(way: WebSocketRoute) -> None:
        server = way.connect_to_server()
        ways.append(way)
        swallows = len(ways) == 1

        def pass_on(message: str | bytes) -> None:
            if "do" in json.loads(message):
                said.append(json.loads(message))
                if swallows:
                    return way.close(code=3001)  # with it the command is lost
            server.send(message)

        way.on_message(pass_on)

    page.route_web_socket(re.compile("/frames/"), through)
    open_app(page, app, "?steps=2000")
    wait_for_step(page, 10)
    press_pause(page)
    before = step_of(page)
    wait_until(page, lambda: len(said) > 1)
    at_rest = step_at_rest(page, 1000)
    assert len(ways) == 2 and [each["do"] for each in said] == ["pause", "pause"]
    assert said[0]["number"] == said[1]["number"]
    assert at_rest >= before
    button(page, "step").click()
    page.wait_for_function(f"{STEP} === {at_rest + 1}")


@pytest.mark.usefixtures("same_page")
def test_what_it_is_made_of_a_keyboard_and_a_screen_reader_know(page: Page, app: str):
    open_app(page, app, "?steps=30")
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.done", step=29, steps=30), timeout=QUICK)
    expect(button(page, "replay")).to_have_attribute("aria-keyshortcuts", "Space")
    expect(button(page, "step")).to_be_disabled()
    expect(button(page, "restart")).to_have_accessible_description(EN("transport.restart_help"))
    expect(page.get_by_role("combobox", name=EN("transport.pace"))).to_have_value("20")
    button(page, "step").focus()
    scrubber(page).press("Home")
    page.wait_for_function(f"{STEP} === 0")
    expect(button(page, "step")).to_be_enabled()
    page.keyboard.press("x")  # a slider takes no letters
    page.wait_for_function(f"{STEP} > 1")
    expect(scrubber(page)).to_be_focused()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("seed=1"), timeout=QUICK)
    expect(scrubber(page)).to_be_focused()
    tip = page.locator("#gradflow-tip-restart")
    button(page, "restart").focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Enter")
    expect(tip).to_be_hidden()  # what stands below it is looked at now


def test_a_screen_reader_hears_where_a_run_stands_and_that_it_has_ended_and_no_counting(page: Page, app: str):
    page.add_init_script("""
      window.heard = [];
      new MutationObserver(found => found.forEach(({ target }) => {
        const voice = (target.nodeType === 3 ? target.parentElement : target).closest?.('.gradflow-voice');
        if (voice?.textContent && heard.at(-1) !== voice.textContent) heard.push(voice.textContent);
      })).observe(document, { childList: true, subtree: true, characterData: true });
    """)
    open_app(page, app, "?steps=400")
    wait_for_step(page, 40)
    said = EN("status.step", step="(\\d+)", steps=400)
    steps = "() => heard.flatMap(each => each.match(/^" + said + "/)?.slice(1) ?? [])"
    assert len(page.evaluate(steps)) <= 1  # that it has begun
    at = pause(page)
    page.wait_for_function(f"({steps})().at(-1) === '{at}'", timeout=QUICK)
    button(page, "step").click()
    page.wait_for_function(f"({steps})().at(-1) === '{at + 1}'", timeout=QUICK)
    before = page.evaluate("heard.length")
    page.get_by_role("combobox", name=EN("transport.pace")).select_option("1000")
    button(page, "play").click()
    done = EN("status.done", step=399, steps=400)
    page.wait_for_function(f"heard.some(each => each.startsWith('{done}'))", timeout=QUICK)
    page.wait_for_timeout(1500)
    assert page.evaluate("heard.length") <= before + 3  # the headline may have changed
    assert page.evaluate("heard.filter(each => each.startsWith('" + done + "')).length") == 1
