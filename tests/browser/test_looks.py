"""The real app for everyone: contrast and names, a laptop's first screen, a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gradflow.network import Network
from gradflow.places import ROOT
from gradflow.text import LANGUAGES, Words
from gradflow.ui.pairs import VIEWS
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import LINKS, NAMES, QUICK, open_app


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
        (LIGHT, "?network=rnn&lang=zh"),
        (DARK, "?network=rnn&cell=lstm&sequence_length=100"),
        (DARK, "?network=rnn&cell=relu&spectral_radius=2&sequence_length=400"),
    ],
    ids=["light", "dark", "Chinese", "exploded", "broken link", "time, Chinese", "time, dark", "time, exploded"],
    indirect=["page"],
)
def test_axe_finds_nothing_serious(page: Page, app: str, query: str):
    open_app(page, app, query)
    page.wait_for_timeout(1500)
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []


@pytest.mark.parametrize("kind", LINKS)
def test_the_first_screen_of_a_laptop_holds_everything(page: Page, app: str, kind: type[Network]):
    page.set_viewport_size({"width": 1440, "height": 900})
    open_app(page, app, LINKS[kind])
    shown = [f".st-key-{name}" for name in NAMES[kind]]
    for place in (".st-key-verdict", ".st-key-transport", ".st-key-remedies", *shown):
        box = page.locator(place).bounding_box()
        assert box, place
        assert box["y"] >= 0, place
        assert box["y"] + box["height"] <= 900, place


@pytest.mark.parametrize("query", ["", "?lang=zh", "?network=rnn", "?network=rnn&lang=zh"])
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


def open_view(page: Page, view: str, words: Words) -> None:
    """Open it and wait for its pictures."""
    name = page.get_by_role("radio", name=words(f"view.{view}"))
    name.click()
    expect(name).to_have_attribute("aria-checked", "true", timeout=QUICK)
    expect(page.locator(".st-key-pair .gradflow-figure[data-frame]")).to_have_count(2, timeout=QUICK)
    page.wait_for_timeout(1500)  # the pictures of the view before may still stand there for a moment


@pytest.mark.parametrize("kind", LINKS)
@pytest.mark.parametrize(("page", "language"), [(LIGHT, "en"), (DARK, "zh")], ids=["light", "dark"], indirect=["page"])
def test_axe_finds_nothing_in_any_view_with_its_tables_open(page: Page, app: str, language: str, kind: type[Network]):
    words = Words(language)
    open_app(page, app, f"{LINKS[kind]}steps=20&lang={language}")
    expect(page.locator(".st-key-status")).to_contain_text(words("status.done", step=20), timeout=QUICK)
    for view in VIEWS[kind]:
        open_view(page, view, words)
        closed = page.locator(".modebar-btn[data-attr=table][aria-pressed=false]")
        while closed.count():
            closed.first.click()
        expect(page.get_by_role("table")).to_have_count(3, timeout=QUICK)
        found = Axe().run(page).response["violations"]
        assert [(view, each["id"], node["html"]) for each in found for node in each["nodes"]] == []


# Of what one can press in the page: how many pixels above and below its middle still press it, where fewer than 20.
TOO_SMALL = """() => [...document.querySelectorAll('.stMain :is(button, summary, [role=switch])')].flatMap(each => {
  const target = each.closest('label') ?? each, box = target.getBoundingClientRect();
  if (!box.width) return [];
  target.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = target.getBoundingClientRect();
  const hit = y => target.contains(document.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2 + y));
  return hit(-19) && hit(18) ? [] : [each.ariaLabel ?? each.innerText];
})"""


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LINKS)
def test_on_a_phone_every_view_fits_and_every_button_a_finger(page: Page, app: str, kind: type[Network], language: str):
    words = Words(language)
    open_app(page, app, f"{LINKS[kind]}steps=20&lang={language}")
    expect(page.locator(".st-key-status")).to_contain_text(words("status.done", step=20), timeout=QUICK)
    for view in VIEWS[kind]:
        open_view(page, view, words)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390, view
        for name in page.locator(".st-key-views").get_by_role("radio").all():
            box = name.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, view
        assert page.evaluate(LEGEND_OVER_DATA) == [], view
        assert page.evaluate(TOO_SMALL) == [], view


LEGEND_OVER_DATA = """() => [...document.querySelectorAll('.gradflow-figure')].filter(figure => {
  const legend = figure.querySelector('.legend'), plot = figure.querySelector('.nsewdrag');
  return legend && legend.getBoundingClientRect().bottom > plot.getBoundingClientRect().top + 1;
}).map(figure => figure.innerText.slice(0, 40))"""
