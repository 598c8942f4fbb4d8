"""The glossary in a real browser: its links lead there and on to runs, for everyone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.text import Words
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, open_app, wait_for_calm

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("below_the_address")]

LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


@pytest.mark.parametrize(
    ("page", "language"),
    [(LIGHT, "en"), (DARK, "zh"), (LIGHT | PHONE, "zh"), (DARK | PHONE, "en")],
    ids=["English", "Chinese, dark", "Chinese, phone", "dark, phone"],
    indirect=["page"],
)
def test_axe_finds_nothing_and_nothing_overflows(page: Page, app: str, language: str) -> None:
    page.goto(f"{app}/glossary?lang={language}")
    expect(page.get_by_text(Words(language)("term.cliff.text"))).to_be_visible(timeout=QUICK)
    wait_for_calm(page)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []
    size = page.viewport_size
    assert size and page.evaluate("document.querySelector('.stMain').scrollWidth") <= size["width"]


def test_a_link_to_an_entry_leads_to_it(page: Page, app: str) -> None:
    page.goto(f"{app}/glossary?lang=en&term=spectral_radius")
    first = page.locator(".st-key-asked_for").get_by_role("heading", name=EN("term.spectral_radius.name"))
    expect(first).to_be_in_viewport(timeout=QUICK)
    expect(page).to_have_url(re.compile("term=spectral_radius"))


def test_a_word_of_a_story_leads_to_its_entry_and_the_entry_to_a_run(page: Page, app: str) -> None:
    open_app(page, app)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="backward signal").first.click()
    glossary = opened.value
    expect(glossary.locator(".st-key-asked_for").get_by_text(EN("term.signal.text"))).to_be_in_viewport(timeout=QUICK)
    with glossary.context.expect_page() as run:
        glossary.get_by_role("link", name=EN("preset.recall_lstm.label")).first.click()
    expect(run.value).to_have_url(re.compile(r"cell=lstm"), timeout=QUICK)
    expect(run.value.locator(".st-key-verdict")).to_be_visible(timeout=QUICK)
