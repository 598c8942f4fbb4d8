"""The first screen in a real browser: bars that fall in place, all three maps at a click, and nothing that jumps."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from gradflow.networks import Family, mlp
from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, LINKS, QUICK, open_app, pause, wait_for_calm, wait_for_step

pytestmark = pytest.mark.slow

FALLING = "document.querySelector('.st-key-maps').getAnimations({ subtree: true }).length"
MAPS = "document.querySelectorAll('.st-key-maps .heatmaplayer .hm').length"
PLACES = ("head", "maps", "answers", "text-headline", "remedies", "views")


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def places(page: Page) -> dict[str, float]:
    """Where everything of the first screen begins, below its first part, however far the page is scrolled."""
    boxes = {name: page.locator(f".st-key-{name}").first.bounding_box() for name in PLACES}
    first = min(box["y"] for box in boxes.values() if box)
    return {name: round(box["y"] - first, 3) for name, box in boxes.items() if box}


@pytest.mark.usefixtures("same_page")
@pytest.mark.parametrize("family", LINKS)
def test_every_layer_is_a_bar_in_line_with_its_row(page: Page, app: str, family: Family):
    open_app(page, app, f"{LINKS[family]}lang=en")
    bars = page.locator(".st-key-maps .trace.bars").last.locator(".point")
    expect(bars).to_have_count(20 if family is mlp.FAMILY else 60, timeout=QUICK)
    rows = page.locator(".st-key-maps .gradflow-figure").evaluate(
        "({ _fullLayout: full }) => [full.yaxis, full.yaxis2].map(axis => axis.l2p(7))"
    )
    assert rows[0] == rows[1]


@pytest.mark.usefixtures("same_page")
def test_the_bars_fall_at_every_single_step(page: Page, app: str):
    open_app(page, app, "?steps=2000")
    wait_for_step(page, 5)
    pause(page)
    page.wait_for_function(f"{FALLING} === 0", timeout=QUICK)
    page.keyboard.press("s")
    page.wait_for_function(f"{FALLING} >= 20", timeout=QUICK, polling="raf")  # a third of a second
    page.wait_for_function(f"{FALLING} === 0", timeout=QUICK)


def test_nothing_is_seen_before_the_style_that_puts_it_in_its_place(page: Page, app: str):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/static/js/Html.*.js", hold)  # of Streamlit, which brings our rules of style
    page.goto(app)
    page.locator(".stMain h1").wait_for(state="attached")
    expect(page.locator(".stMain")).to_have_css("opacity", "0")
    held.pop().continue_()
    expect(page.locator(".stMain")).to_have_css("opacity", "1")


@pytest.mark.parametrize("page", [{"reduced_motion": "reduce"}], indirect=True)
def test_for_who_wants_less_motion_nothing_falls(page: Page, app: str):
    open_app(page, app, "?steps=2000")
    pause(page)
    page.keyboard.press("s")
    for _ in range(20):
        assert page.evaluate(FALLING) == 0
        page.wait_for_timeout(50)


def test_all_three_maps_open_in_the_place_of_one_and_stay_open(page: Page, app: str):
    open_app(page, app, "?lang=en")
    assert page.evaluate(MAPS) == 1
    before = places(page)
    page.get_by_role("button", name=EN("first.every_map")).click()
    page.wait_for_function(f"{MAPS} === 3", timeout=QUICK)
    wait_for_calm(page)
    assert places(page) == before
    expect(page).to_have_url(re.compile("maps=all"), timeout=QUICK)
    page.go_back()
    page.wait_for_function(f"{MAPS} === 1", timeout=QUICK)
    page.go_forward()
    page.wait_for_function(f"{MAPS} === 3", timeout=QUICK)
    page.reload()
    page.wait_for_function(f"{MAPS} === 3", timeout=QUICK)
    page.get_by_role("link", name=EN("page.twins")).click()
    expect(page.locator(".st-key-answers")).to_have_count(0, timeout=QUICK)
    page.get_by_role("link", name=EN("page.layers")).click()
    page.wait_for_function(f"{MAPS} === 3", timeout=QUICK)
    page.get_by_role("button", name=EN("first.one_map")).click()
    page.wait_for_function(f"{MAPS} === 1", timeout=QUICK)
    expect(page).not_to_have_url(re.compile("maps="), timeout=QUICK)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (390, 844)])
def test_nothing_jumps_on_pause_nor_after_a_remedy_nor_with_what_may_help(page: Page, app: str, size: tuple[int, int]):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_app(page, app, "?steps=2000&lang=en")
    wait_for_step(page, 10)
    wait_for_calm(page)
    before = places(page)
    pause(page)
    assert places(page) == before
    page.get_by_role("button", name=EN("remedy.relu_he.label")).click()
    expect(page).to_have_url(re.compile("activation=relu"), timeout=QUICK)
    wait_for_step(page, 10)
    expect(page.locator(".st-key-text-effect")).to_contain_text("×", timeout=QUICK)
    wait_for_calm(page)
    assert places(page) == before
    page.get_by_role("button", name=EN("remedy.residual.label")).click()  # both together explode
    expect(page.locator(".st-key-helps button:visible").first).to_be_visible(timeout=QUICK)  # a phone has two of each
    wait_for_calm(page)
    assert places(page) == before
    row, bar = (page.locator(f".st-key-{name}").bounding_box() for name in ("remedies", "transport"))
    assert row and bar and (size[0] < 640 or row["y"] + row["height"] <= bar["y"])


def test_the_run_before_stays_as_a_ghost_until_another_preset_is_opened(page: Page, app: str):
    open_app(page, app, "?lang=en")
    bars = page.locator(".st-key-maps .trace.bars")
    expect(bars).to_have_count(2, timeout=QUICK)
    page.get_by_role("button", name=EN("remedy.batch_norm.label")).click()
    expect(bars).to_have_count(3, timeout=QUICK)


@pytest.mark.usefixtures("below_the_address")
@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_every_page_is_one_touch_away(page: Page, app: str):
    open_app(page, app, "?lang=en")
    for name in ("layers", "time", "twins", "grid", "knobs", "glossary"):
        link = page.locator(".st-key-pages").get_by_role("link", name=EN(f"tab.{name}"), exact=True)
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390.5 and box["y"] + box["height"] <= 844
    page.locator(".st-key-pages").get_by_role("link", name=EN("tab.time"), exact=True).click()
    expect(page).to_have_url(re.compile("/time"), timeout=QUICK)
    page.goto(f"{app}/glossary?lang=en")  # the page on show is in sight
    last = page.locator(".st-key-pages").get_by_role("link", name=EN("tab.glossary"), exact=True)
    expect(last).to_be_in_viewport(ratio=0.9, timeout=QUICK)
