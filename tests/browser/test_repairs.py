"""The repair shop in a real browser: from the shop to a network that is mended, for everyone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.repairs import REPAIRS
from gradflow.text import Words
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import QUICK, wait_for_calm, wait_for_step

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("below_the_address")]


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


@pytest.mark.parametrize(
    ("page", "language"),
    [({"color_scheme": "dark"}, "en"), ({"viewport": {"width": 390, "height": 844}}, "zh")],
    ids=["English, dark", "Chinese, phone"],
    indirect=["page"],
)
def test_from_the_shop_to_a_mended_network(page: Page, app: str, language: str):
    words = Words(language)
    page.goto(f"{app}/repairs?lang={language}")
    card = page.locator(".st-key-repair-symmetric")
    expect(card.get_by_text(words("repair.symmetric.symptom"))).to_be_visible(timeout=QUICK)
    wait_for_calm(page)
    assert serious(page) == []
    card.get_by_role("button").click()
    wait_for_step(page, 1)
    expect(page.get_by_role("heading", name=words("repair.symmetric.label"))).to_be_in_viewport()
    expect(page.get_by_text(words("repair.symmetric.symptom"))).to_be_in_viewport()
    mended = REPAIRS["symmetric"].broken.replace(initializer="glorot_normal")
    page.goto(f"{app}/?{mended.to_query()}&repair=symmetric&pace=1000&lang={language}")
    expect(page.get_by_text(words("repair.symmetric.cause"))).to_be_visible(timeout=QUICK)
    wait_for_calm(page)
    assert serious(page) == []
    page.get_by_role("button", name=words("repair.dead.label")).click()
    expect(page.get_by_text(words("repair.dead.symptom"))).to_be_visible(timeout=QUICK)


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [node["html"] for each in found if each["impact"] in ("serious", "critical") for node in each["nodes"]]
