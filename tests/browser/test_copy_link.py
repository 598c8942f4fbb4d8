"""The link of what is on a page is copied by a button, and can be copied by hand where a page may not."""

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.text import LANGUAGES, Words
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import QUICK, wait_for_calm

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def below_the_address(page: Page, console_errors: list[str]):
    """Streamlit looks for its host under a page's own address first."""
    yield
    console_errors[:] = [text for text in console_errors if "404" not in text]


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["", "twins", "grid", "knobs"])
def test_it_is_in_the_clipboard_and_said(page: Page, app: str, name: str, language: str):
    words = Words(language)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{app}/{name}?lang={language}&depth=999")
    expect(page.get_by_role("button", name=words("copy.label"), exact=False)).to_be_visible(timeout=QUICK)
    wait_for_calm(page)
    button = page.get_by_role("button", name=words("copy.label"), exact=False)
    button.click(timeout=QUICK)
    expect(page.locator(".gradflow-copy [role=status]")).to_have_text(words("copy.copied"))
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{app}/{name}") and f"lang={language}" in link and "999" not in link
    expect(page.locator(".gradflow-copy input")).to_be_hidden()


def test_without_a_clipboard_it_stands_in_a_field_selected(page: Page, app: str):
    words = Words("en")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{app}/?depth=7")
    expect(page.get_by_role("button", name=words("copy.label"), exact=False)).to_be_visible(timeout=QUICK)
    wait_for_calm(page)
    page.get_by_role("button", name=words("copy.label"), exact=False).click(timeout=QUICK)
    field = page.get_by_role("textbox", name=words("copy.label"))
    expect(field).to_have_value(f"{app}/?depth=7&v=3")
    assert page.evaluate("getSelection().toString()") == f"{app}/?depth=7&v=3"
    expect(page.locator(".gradflow-copy [role=status]")).to_have_text(words("copy.select"))
