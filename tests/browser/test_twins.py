"""Fair twins in a real browser: played together, pinned in a laboratory, on a phone, for everyone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import (
    EN,
    QUICK,
    open_app,
    open_settings,
    pause,
    wait_for_calm,
    wait_for_step,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("below_the_address")]

SMALL = "width%3D16%26batch_size%3D32%26depth%3D6%26steps%3D{}"
PAIR = f"twins?twin={SMALL}&twin={SMALL}%26normalization%3Dbatch"
RECURRENT = "network%3Drnn%26sequence_length%3D12%26hidden_size%3D8%26batch_size%3D6%26steps%3D20"
EXPLODES = "activation%3Drelu%26initializer%3Dhe_normal%26gain%3D1.6%26steps%3D40"


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def test_they_play_and_pause_together(page: Page, app: str) -> None:
    open_app(page, app, PAIR.format(2000, 2000) + "&lang=en")
    wait_for_step(page, 10)
    step = pause(page)
    ends = page.evaluate(
        """() => document.querySelector('.st-key-twins .gradflow-figure').data
        .filter(trace => trace.type === 'heatmap').map(trace => trace.x[trace.x.length - 1])"""
    )
    assert ends == [step] * 3
    page.keyboard.press("s")
    expect(page.locator(".st-key-status")).to_contain_text(EN("twins.status", step=step + 1, steps=2000), timeout=QUICK)


def test_a_run_is_pinned_and_compared_and_opened_again(page: Page, app: str) -> None:
    open_app(page, app, "?width=16&batch_size=32&depth=6&steps=30&lang=en")
    page.get_by_role("button", name=EN("pin.pin")).click()
    expect(page.get_by_role("link", name=EN("pin.pinned", count=1, most=4))).to_be_visible(timeout=QUICK)
    page.get_by_text(EN("remedy.batch_norm.label"), exact=True).click()
    expect(page).to_have_url(re.compile("normalization=batch"), timeout=QUICK)
    page.get_by_role("button", name=EN("pin.pin")).click()
    wait_for_calm(page)  # a page that is still being drawn may miss where one goes
    page.get_by_role("link", name=EN("pin.pinned", count=2, most=4)).click()
    expect(page.locator(".st-key-verdict")).to_contain_text(EN("field.normalization.label"), timeout=QUICK)
    expect(page).to_have_url(re.compile("/twins.*twin=.*twin=.*normalization"), timeout=QUICK)
    open_settings(page)
    page.get_by_role("button", name=EN("twins.open", letter="A")).click()
    expect(page.locator(".st-key-curves .gradflow-figure[data-frame]")).to_be_visible(timeout=QUICK)
    expect(page).not_to_have_url(re.compile("normalization"), timeout=QUICK)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ({"color_scheme": "light"}, PAIR.format(40, 40)),
        ({"color_scheme": "dark"}, f"twins?twin={EXPLODES}&twin={EXPLODES}%26clipping%3Dnorm&lang=zh"),
        ({"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}, f"twins?twin={RECURRENT}"),
        ({"color_scheme": "light"}, f"twins?twin={RECURRENT}&twin={RECURRENT}%26cell%3Dgru&twin=depth%3D0&lang=zh"),
    ],
    ids=["light", "exploded, dark, Chinese", "one, phone", "time, broken link, Chinese"],
    indirect=["page"],
)
def test_axe_finds_nothing_serious(page: Page, app: str, query: str) -> None:
    open_app(page, app, query)
    wait_for_calm(page, 1000)
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_phone_has_the_sentence_and_the_transport_and_nothing_beyond_its_edge(
    page: Page, app: str, language: str
) -> None:
    open_app(page, app, PAIR.format(40, 40) + f"&lang={language}")
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    for place in (".st-key-verdict", ".st-key-transport"):
        box = page.locator(place).bounding_box()
        assert box and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 844, place


@pytest.mark.parametrize("page", [{"viewport": {"width": 1440, "height": 900}}], indirect=True)
def test_the_first_screen_of_a_laptop_holds_two_twins(page: Page, app: str) -> None:
    open_app(page, app, PAIR.format(40, 40) + "&lang=en")
    for name in ("verdict", "transport", "twins", "signals", "results"):
        box = page.locator(f".st-key-{name}").first.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 900, name
