"""The live figure in a real browser: one graph, many frames."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

from gradflow.figures.drawing.codes import decode, encode
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import SAME
from tests.figures.samples import first, sample

pytestmark = pytest.mark.slow

APP = Path(__file__).parent / "apps" / "figures_app.py"
MAPS = "document.querySelector('.gradflow-figure')"
LABELS = f"[...{MAPS}.querySelectorAll('.hoverlayer .hovertext')].map(label => label.textContent)"
RANGES = f"['xaxis', 'xaxis2', 'xaxis3'].map(name => {MAPS}.layout[name].range)"
LIVE = "budget=2000&pace=10"  # a run that does not end while a test looks at it
PATIENCE = 60_000  # milliseconds; for a machine that is busy with something else


def opened(page: Page, url: str, query: str) -> Page:
    """What stands still, tests that use `same_page` take from each other as it is."""
    address = f"{url}/?{query}"
    if page not in SAME or page.url != address:
        page.goto(address)
    for table in page.locator(".modebar-btn[data-attr=table][aria-pressed=true]").all():
        table.click()  # of the test before
    page.wait_for_selector(".gradflow-figure[data-frame]", timeout=PATIENCE)
    return page


def after(page: Page, frames: int) -> None:
    """Wait until the maps have drawn so many more frames."""
    target = frames + int(page.evaluate(f"{MAPS}.dataset.frame"))
    page.wait_for_function(f"Number({MAPS}.dataset.frame) >= {target}", timeout=PATIENCE)


def test_the_graph_is_the_same_over_20_frames(page: Page, serve: Serve):
    opened(page, serve(APP), LIVE)
    page.evaluate(f"window.before = {MAPS}; window.svg = {MAPS}.querySelector('.main-svg')")
    after(page, 20)
    assert page.evaluate(f"window.before === {MAPS} && window.svg === {MAPS}.querySelector('.main-svg')")
    assert page.evaluate(f"{MAPS}.data[0].x.at(-1)") > 20


def test_zoom_is_shared_and_survives_frames(page: Page, serve: Serve):
    opened(page, serve(APP), LIVE)
    area = page.locator(".nsewdrag[data-subplot=x2y2]").first.bounding_box()
    assert area
    page.mouse.move(area["x"] + 20, area["y"] + 60)
    page.mouse.down()
    page.mouse.move(area["x"] + 120, area["y"] + 120, steps=5)
    page.mouse.up()
    page.wait_for_function(f"{MAPS}.layout.xaxis2.range[0] > 1", timeout=PATIENCE)
    zoomed = page.evaluate(RANGES)
    assert zoomed[0] == zoomed[1] == zoomed[2]
    after(page, 3)
    assert page.evaluate(RANGES) == zoomed


def test_hover_shows_the_cell_in_all_maps_and_survives_frames(page: Page, serve: Serve):
    opened(page, serve(APP), "budget=400&pace=4")
    after(page, 20)  # more columns than those that lie under the pointer
    area = page.locator(".nsewdrag[data-subplot=x2y2]").first.bounding_box()
    assert area
    page.mouse.move(area["x"] + 6, area["y"] + 100)
    page.mouse.move(area["x"] + 5, area["y"] + 101)
    page.wait_for_function(f"{LABELS}.length === 3", timeout=PATIENCE)
    shown = sorted(page.evaluate(LABELS))
    assert len({re.sub(r".*layer", "", text) for text in shown}) == 1
    for _ in range(3):
        after(page, 1)
        page.wait_for_timeout(150)  # hover is redrawn at most every 50 ms
        assert sorted(page.evaluate(LABELS)) == shown


def size_of(text: str) -> float:
    """Of a size as the page writes it: 0.12, 8.47·10⁻⁷."""
    return float(text.replace("·10", "e").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")))


def test_numbers_arrive_as_measured(page: Page, serve: Serve):
    opened(page, serve(APP), "kind=underflow&steps=200")
    signal = sample(200, decades_per_layer=3.0).signal_rms[7]
    drawn = page.evaluate(f"[...{MAPS}.data[1].z].map(row => row[7])")
    np.testing.assert_allclose(np.array(drawn, float)[signal > 0], decode(encode(signal))[signal > 0], rtol=1e-6)
    texts = page.evaluate(f"{MAPS}.data[1].customdata.map(row => row[7])")
    assert [size_of(text) for text in texts] == pytest.approx(signal.tolist(), rel=5e-3)


def test_the_first_frame_of_three_large_pictures_is_at_most_80_kB(page: Page, serve: Serve):
    largest = 0

    def measure(data: str | bytes) -> None:
        nonlocal largest
        largest = max(largest, len(data))

    page.on("websocket", lambda socket: socket.on("framereceived", measure))
    opened(page, serve(APP), "steps=20000&budget=20000&depth=50")
    assert 40_000 < largest <= 80_000


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_the_maps_are_stacked_and_nothing_scrolls_sideways(page: Page, serve: Serve):
    opened(page, serve(APP), "steps=180")
    boxes = [page.locator(f".nsewdrag[data-subplot={name}]").first.bounding_box() for name in ("xy", "x2y2", "x3y3")]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(set(tops))
    assert len(tops) == 3
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    inner = "[...document.querySelectorAll('.gradflow-figure')].every(each => each.scrollWidth <= each.clientWidth)"
    assert page.evaluate(inner)


def test_the_layout_follows_the_window(page: Page, serve: Serve):
    opened(page, serve(APP), "steps=180")
    assert page.evaluate(f"{MAPS}.layout.xaxis2.domain[0]") > 0.3
    page.set_viewport_size({"width": 500, "height": 900})
    page.wait_for_function(f"{MAPS}.layout.yaxis.domain?.[0] > 0.4", timeout=PATIENCE)
    page.wait_for_function(f"{MAPS}._fullLayout._size.w > 300", timeout=PATIENCE)  # nothing of what lay stays


def test_colours_follow_the_theme_in_the_same_graph(page: Page, serve: Serve):
    opened(page, serve(APP), "steps=180")
    page.evaluate(f"window.before = {MAPS}")
    light = page.evaluate(f"{MAPS}.layout.font.color")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{MAPS}.layout.font.color !== '{light}'", timeout=PATIENCE)
    assert page.evaluate(f"window.before === {MAPS}")


def test_an_explosion_is_drawn_with_its_marks(page: Page, serve: Serve):
    opened(page, serve(APP), "kind=exploded&steps=40&language=zh")
    assert page.locator(".gradflow-figure .scatterlayer .point").count() >= 40
    assert page.get_by_text("无穷大").first.is_visible()


def test_a_screen_reader_gets_one_described_image(page: Page, serve: Serve):
    opened(page, serve(APP), "steps=180")
    page.wait_for_function("document.querySelectorAll('.gradflow-figure[data-frame]').length === 3", timeout=PATIENCE)
    assert page.get_by_role("img", name=re.compile("Three maps of 20 layers")).count() == 1
    assert page.locator(".main-svg[role=img]").count() == 3


def test_no_other_host_is_asked(page: Page, serve: Serve):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    url = serve(APP)
    opened(page, url, "steps=180")
    assert [address for address in asked if not address.startswith((url, "data:", "blob:"))] == []


def test_without_streamlits_plotly_the_packages_own_is_used(page: Page, serve: Serve, console_errors: list[str]):
    page.route("**/PlotlyChart.*.js", lambda route: route.abort())
    opened(page, serve(APP), "steps=180")
    assert page.evaluate("[...document.scripts].some(script => script.src.endsWith('plotly.min.js'))")
    console_errors.clear()  # the aborted request


def test_the_first_step_is_a_picture(page: Page, serve: Serve):
    opened(page, serve(APP), "steps=1")
    assert page.evaluate(f"{MAPS}.data[0].z.length") == first(sample(1), 1).depth
