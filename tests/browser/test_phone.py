"""The real app on a phone: what is there at first, that every view fits, and that every button can be hit."""

import pytest
from playwright.sync_api import Page, expect

from gradflow.networks import Family, mlp, rnn
from gradflow.places import ROOT
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import LINKS, QUICK, open_app, open_view

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("same_page")]

REACH = 4  # px above the remedies in which their help can still be hit


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


@pytest.mark.parametrize("query", ["", "?lang=zh", "?network=rnn", "?network=rnn&lang=zh"])
def test_a_phone_shows_the_network_and_what_moves_it(page: Page, app: str, query: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_app(page, app, query)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    end = 0.0
    for place in ("text-question", "maps", "text-headline", "remedies", "transport"):
        box = page.locator(f".st-key-{place}").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, place
        assert end - REACH <= box["y"] < (end := box["y"] + box["height"]) <= 844, place
    maps = page.locator(".st-key-maps_below").bounding_box()
    assert maps and maps["y"] > 844
    for part, there, elsewhere in (("maps", ".trace.bars", ".hm"), ("maps_below", ".hm", ".trace.bars")):
        expect(page.locator(f".st-key-{part} {there}").first).to_be_attached(timeout=QUICK)
        expect(page.locator(f".st-key-{part} {elsewhere}")).to_have_count(0)
    assert page.evaluate(CUT) == []
    assert page.locator(".st-key-presets").bounding_box()["height"] < 80  # type: ignore[index]
    sidebar = page.get_by_test_id("stSidebar").bounding_box()
    assert not sidebar or sidebar["x"] + sidebar["width"] <= 0


REFUSED = "?only=depth:9:2&view=x&layer=900&activation=red&initializer=x&depth=0&colour=blue"
SCROLLED = "notice => { notice.scrollTop = notice.scrollHeight; return notice.scrollTop }"


def test_however_much_of_a_link_is_refused_the_verdict_stays_above_the_bar_of_play(page: Page, app: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_app(page, app, REFUSED)
    notice = page.locator(".st-key-of_link")
    bar = page.locator(".st-key-transport").bounding_box()
    for each in (notice, page.locator(".st-key-brief")):
        box = each.bounding_box()
        assert box and bar and box["y"] + box["height"] <= bar["y"]
    assert notice.evaluate(SCROLLED) > 0  # all of it can be read
    expect(notice.get_by_text("layer = 900")).to_be_in_viewport()


CUT = """() => [...document.querySelectorAll('.st-key-transport .gradflow-transport > *')].map(each => {
  const { left, right } = each.getBoundingClientRect();
  return [left, right];
}).filter(([left, right]) => left < 0 || right > innerWidth)"""

# Of what one can press in the page: how many pixels above and below its middle still press it, where fewer than 22.
TOO_SMALL = """() => [...document.querySelectorAll('.stMain :is(button, summary, [role=switch])')].flatMap(each => {
  const target = each.closest('label') ?? each, box = target.getBoundingClientRect();
  if (!box.width) return [];
  target.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = target.getBoundingClientRect();
  const hit = y => target.contains(document.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2 + y));
  return hit(-21) && hit(20) ? [] : [each.ariaLabel ?? each.innerText];
})"""


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
@pytest.mark.parametrize(("family", "language"), [(mlp.FAMILY, "en"), (rnn.FAMILY, "zh")], ids=["layers", "time"])
def test_on_a_phone_every_view_fits_and_every_button_a_finger(page: Page, app: str, family: Family, language: str):
    words = Words(language)
    open_app(page, app, f"{LINKS[family]}steps=20&lang={language}")
    expect(page.locator(".st-key-status")).to_contain_text(words("status.done", step=19, steps=20), timeout=QUICK)
    for view in LABORATORIES[family].views:
        open_view(page, view, words)
        page.wait_for_function("document.querySelector('.stMain').scrollWidth <= 390")  # a formula is fitted once drawn
        for name in page.locator(".st-key-views").get_by_role("radio").all():
            box = name.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390, view
        assert page.evaluate(LEGEND_OVER_DATA) == [], view
        assert page.evaluate(TOO_SMALL) == [], view


LEGEND_OVER_DATA = """() => [...document.querySelectorAll('.gradflow-figure')].filter(figure => {
  const legend = figure.querySelector('.legend'), plot = figure.querySelector('.nsewdrag');
  return legend && legend.getBoundingClientRect().bottom > plot.getBoundingClientRect().top + 1;
}).map(figure => figure.innerText.slice(0, 40))"""
