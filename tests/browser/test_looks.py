"""The real app for everyone: contrast and names, a laptop's first screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gradflow.networks import Family, mlp, rnn
from gradflow.places import ROOT
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, LINKS, QUICK, open_app, open_view, wait_for_calm

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("same_page")]


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}


@pytest.mark.parametrize(
    ("page", "query", "ends"),
    [
        (LIGHT, "", False),
        (LIGHT, "?lang=zh&connection=residual", False),
        (DARK, "?activation=relu&initializer=he_normal&learning_rate=100", True),
        (LIGHT, "?depth=0", False),
        (LIGHT, "?network=rnn&lang=zh", False),
        (DARK, "?network=rnn&cell=relu&spectral_radius=2&sequence_length=400", True),
    ],
    ids=["light", "Chinese", "exploded", "broken link", "time, Chinese", "time, exploded"],
    indirect=["page"],
)
def test_axe_finds_nothing_serious(page: Page, app: str, query: str, ends: bool):
    open_app(page, app, query)
    if ends:
        ended = EN("status.ended", step="", steps="")[:8]
        expect(page.locator(".st-key-status")).to_contain_text(ended, timeout=QUICK)
    wait_for_calm(page)
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []


@pytest.mark.parametrize("size", [(1280, 800), (1440, 900)])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("family", LINKS)
def test_nothing_of_the_first_screen_is_below_the_fold(
    page: Page, app: str, family: Family, language: str, size: tuple[int, int]
):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    open_app(page, app, f"{LINKS[family]}lang={language}")
    bottom = 0.0
    for place in ("head", "maps", "answers", "verdict", "remedies", "transport"):
        box = page.locator(f".st-key-{place}").bounding_box()
        assert box, place
        assert box["y"] >= 0 and box["y"] + box["height"] <= height, place
        assert place != "transport" or box["y"] >= bottom  # it stays in sight, and then over nothing
        bottom = box["y"] + box["height"]


# Each laboratory in one theme and one language here, and on a phone in the other language (`test_phone`).
@pytest.mark.parametrize(
    ("page", "family", "language"),
    [(DARK, mlp.FAMILY, "zh"), (LIGHT, rnn.FAMILY, "en")],
    ids=["layers", "time"],
    indirect=["page"],
)
def test_axe_finds_nothing_in_any_view_with_its_tables_open(page: Page, app: str, language: str, family: Family):
    words = Words(language)
    open_app(page, app, f"{LINKS[family]}steps=20&lang={language}")
    expect(page.locator(".st-key-status")).to_contain_text(words("status.done", step=19, steps=20), timeout=QUICK)
    for view in LABORATORIES[family].views:
        open_view(page, view, words)
        closed = page.locator(".modebar-btn[data-attr=table][aria-pressed=false]")
        while closed.count():
            closed.first.click()
        expect(page.get_by_role("table")).to_have_count(4, timeout=QUICK)
        found = Axe().run(page).response["violations"]
        assert [(view, each["id"], node["html"]) for each in found for node in each["nodes"]] == []


@pytest.mark.parametrize("page", [DARK], indirect=True)
def test_a_printed_page_has_the_pictures_and_nothing_to_press_and_is_black_on_white(page: Page, app: str):
    open_app(page, app)
    page.emulate_media(media="print")
    for pressed in (".stAppHeader", ".st-key-transport", ".st-key-remedies", ".st-key-views button", ".stSidebar"):
        expect(page.locator(pressed).first).to_be_hidden()
    printed = page.locator(".gradflow-copy p")
    expect(printed).to_contain_text(EN("field.depth.label") + ": 20")
    expect(printed).to_contain_text(app)
    pictures = (".st-key-maps .gradflow-figure", ".st-key-pair .gradflow-figure")
    for seen in (".gradflow-copy p", ".st-key-text-headline", *pictures):
        expect(page.locator(seen).first).to_be_visible()
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator(".stMain")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator(".st-key-text-headline p").first).to_have_css("color", "rgb(0, 0, 0)")
    page.emulate_media(media="screen")
    broadest = "Math.max(...[...document.querySelectorAll('.gradflow-figure .main-svg')].map(each => each.clientWidth))"
    assert page.evaluate(f"dispatchEvent(new Event('beforeprint')), {broadest}") <= 680  # what a sheet has room for
    expect(page.locator(".gradflow-figure .ytick text").first).to_have_css("fill", "rgb(17, 17, 17)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"{broadest} > 680", timeout=QUICK)
