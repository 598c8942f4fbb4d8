"""The pages of grids in a real browser: pictures that fill, a click that opens a run, a phone, and axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.text import Words
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, wait_for_calm

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("below_the_address")]

SMALL = "steps=4&depth=5&width=16&batch_size=32"
GRID = f"grid?{SMALL}&grid=activation:tanh,relu&grid=initializer:he_normal,orthogonal,glorot_normal&grid=seed:0,1"
KNOBS = f"knobs?{SMALL}&grid=gain:0.5,1,2,12&grid=learning_rate:0.01,1,100"


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def open_finished(page: Page, address: str, language: str = "en") -> None:
    page.goto(f"{address}&lang={language}")
    runs = 12
    done = Words(language)("grid.finished", runs=runs)
    expect(page.locator("p", has_text=done)).to_be_visible(timeout=QUICK)  # it is said aloud besides
    expect(page.locator(".gradflow-figure[data-frame]")).to_be_visible(timeout=QUICK)
    wait_for_calm(page)


def test_a_click_on_a_tile_opens_its_run(page: Page, app: str) -> None:
    open_finished(page, f"{app}/{GRID}")
    expect(page.locator(".gradflow-figure .textpoint")).to_have_count(6, timeout=QUICK)
    box = page.locator(".nsewdrag").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.75 * box["height"])
    label = page.locator(".hoverlayer")
    expect(label).to_contain_text("ReLU · Orthogonal", timeout=QUICK)
    expect(label).to_contain_text("seeds:")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 0.75 * box["height"])
    expect(page.locator(".st-key-verdict")).to_be_visible(timeout=QUICK)
    expect(page).to_have_url(re.compile(r"/\?.*activation=relu&initializer=orthogonal"), timeout=QUICK)


def test_a_run_is_opened_by_keyboard_too(page: Page, app: str) -> None:
    open_finished(page, f"{app}/{KNOBS}")
    page.locator(".st-key-open button").first.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name=EN("grid.open_button"))
    expect(button).to_be_visible(timeout=QUICK)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-verdict")).to_be_visible(timeout=QUICK)
    expect(page).to_have_url(re.compile(r"/\?.*learning_rate=0.01.*gain=0.5"), timeout=QUICK)


LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}


@pytest.mark.parametrize(
    ("page", "address", "language"),
    [
        (LIGHT, GRID, "en"),
        (DARK, GRID, "zh"),
        (DARK, KNOBS, "en"),
        (LIGHT | {"viewport": {"width": 390, "height": 844}}, GRID, "zh"),
        (DARK | {"viewport": {"width": 390, "height": 844}}, KNOBS, "en"),
    ],
    ids=["grid", "grid, dark", "knobs, dark", "grid, phone", "knobs, phone"],
    indirect=["page"],
)
def test_axe_finds_nothing_and_nothing_overflows(page: Page, app: str, address: str, language: str) -> None:
    open_finished(page, f"{app}/{address}", language)
    page.locator("label").filter(has_text=Words(language)("grid.table")).click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=QUICK)
    page.locator(".modebar-btn[data-attr=table]").click()
    expect(page.get_by_role("table")).to_have_count(1, timeout=QUICK)
    wait_for_calm(page)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []
    size = page.viewport_size
    assert size and page.evaluate("document.querySelector('.stMain').scrollWidth") <= size["width"]
