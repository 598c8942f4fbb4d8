"""The real app for everyone: contrast and names, a laptop's first screen, a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.layers_page import NAMES, open_app


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}


@pytest.mark.parametrize(
    ("page", "query"),
    [
        (LIGHT, ""),
        (DARK, ""),
        (LIGHT, "?lang=zh&connection=residual"),
        (DARK, "?activation=relu&initializer=he_normal&learning_rate=100"),
        (LIGHT, "?depth=0"),
    ],
    ids=["light", "dark", "Chinese", "exploded", "broken link"],
    indirect=["page"],
)
def test_axe_finds_nothing_serious(page: Page, app: str, query: str):
    open_app(page, app, query)
    page.wait_for_timeout(1500)
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []


def test_the_first_screen_of_a_laptop_holds_everything(page: Page, app: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    open_app(page, app)
    for place in (".st-key-verdict", ".st-key-transport", ".st-key-remedies", *[f".st-key-{name}" for name in NAMES]):
        box = page.locator(place).bounding_box()
        assert box, place
        assert box["y"] >= 0, place
        assert box["y"] + box["height"] <= 900, place


@pytest.mark.parametrize("query", ["", "?lang=zh"])
def test_a_phone_shows_the_headline_the_transport_and_the_remedies(page: Page, app: str, query: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_app(page, app, query)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    for place in (".st-key-verdict", ".st-key-transport", ".st-key-remedies"):
        box = page.locator(place).bounding_box()
        assert box, place
        assert box["x"] + box["width"] <= 390, place
        assert box["y"] + box["height"] <= 844, place
    sidebar = page.get_by_test_id("stSidebar").bounding_box()
    assert not sidebar or sidebar["x"] + sidebar["width"] <= 0
