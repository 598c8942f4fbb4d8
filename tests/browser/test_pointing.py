"""Pointing at a layer in one picture marks it in the others: by mouse, finger and keyboard."""

import pytest
from playwright.sync_api import Page, expect

from gradflow.numbers import power
from tests.browser.conftest import Serve
from tests.browser.test_live_figure import APP, PATIENCE, after, opened

pytestmark = pytest.mark.slow

MAPS, PROFILE, CURVES = range(3)


def marks(page: Page, figure: int, kind: str = "label"):
    return page.locator(".gradflow-figure").nth(figure).locator(f".gradflow-pointing .{kind}")


def place_of(page: Page, figure: int, layer: int) -> tuple[float, float]:
    """Where that layer is in the picture, on the page."""
    node = page.locator(".gradflow-figure").nth(figure)
    node.scroll_into_view_if_needed()
    return node.evaluate(
        """(node, layer) => {
            const { left, top } = node.getBoundingClientRect(), { xaxis, yaxis } = node._fullLayout;
            const upright = node._fullLayout._plots.x2y2 === undefined;
            const along = (upright ? xaxis : yaxis).l2p(layer), across = 0.3 * (upright ? yaxis : xaxis)._length;
            const [x, y] = upright ? [along, across] : [across, along];
            return [left + xaxis._offset + x, top + yaxis._offset + y];
        }""",
        layer,
    )


def line_at(page: Page) -> float:
    """Where the profile's mark stands, in pixels; read at one go, for every frame places it anew."""
    line = f"document.querySelectorAll('.gradflow-figure')[{PROFILE}].querySelector('.gradflow-pointing .line')"
    return page.evaluate(f"parseFloat({line}.style.left)")


def ready(page: Page, serve: Serve, query: str = "steps=180") -> None:
    opened(page, serve(APP), query)
    expect(page.locator(".gradflow-figure[data-frame]")).to_have_count(3, timeout=PATIENCE)


@pytest.mark.usefixtures("same_page")
def test_a_layer_of_the_profile_is_marked_in_every_map(page: Page, serve: Serve):
    ready(page, serve)
    page.mouse.move(*place_of(page, PROFILE, 7))
    expect(marks(page, MAPS)).to_have_text(["layer 7"] * 4)
    assert marks(page, PROFILE).count() == marks(page, CURVES).count() == 0
    page.mouse.move(*place_of(page, PROFILE, 8))
    expect(marks(page, MAPS)).to_have_text(["layer 8"] * 4)
    page.mouse.move(2, 2)
    expect(marks(page, MAPS)).to_have_count(0)


@pytest.mark.usefixtures("same_page")
def test_a_layer_of_a_map_is_marked_in_the_profile_with_its_values(page: Page, serve: Serve):
    ready(page, serve)
    page.mouse.move(*place_of(page, MAPS, 15))
    expect(marks(page, PROFILE)).to_contain_text("layer 15")
    expect(marks(page, PROFILE, "dot")).to_have_count(4)
    node = page.locator(".gradflow-figure").nth(PROFILE)
    mantissa, exponent = f"{node.evaluate('node => node.data[0].y[14]'):.2e}".split("e")
    expect(marks(page, PROFILE)).to_contain_text(f"{mantissa}·{power(int(exponent))}")
    there = node.evaluate("node => node._fullLayout.xaxis._offset + node._fullLayout.xaxis.l2p(15)")
    assert line_at(page) == pytest.approx(there, abs=0.01)


@pytest.mark.usefixtures("same_page")
def test_arrow_keys_go_from_layer_to_layer(page: Page, serve: Serve):
    ready(page, serve)
    page.keyboard.press("Tab")  # the browser now shows what has the focus
    page.locator(".gradflow-figure").nth(PROFILE).focus()
    expect(marks(page, MAPS)).to_have_text(["layer 20"] * 4)
    page.keyboard.press("ArrowLeft")
    expect(marks(page, MAPS)).to_have_text(["layer 19"] * 4)
    expect(marks(page, PROFILE)).to_contain_text("layer 19")
    heard = page.locator(".gradflow-heard:not(:empty)")  # by whoever has pressed a key, and not by whoever passed by
    expect(heard).to_have_count(1)
    expect(heard).to_contain_text("layer 19 · ")
    page.keyboard.press("Home")
    expect(marks(page, MAPS)).to_have_text(["layer 1"] * 4)
    assert marks(page, MAPS, "line").count() > 4 and page.evaluate(STRUCK) == []  # numbers stay legible
    page.keyboard.press("Escape")
    expect(marks(page, MAPS)).to_have_count(0)


STRUCK = """() => {
  const boxes = which => [...document.querySelectorAll(which)].map(each => each.getBoundingClientRect());
  const texts = boxes('.textpoint, .bartext, .annotation-text');
  const across = (line, text) => text.top < line.top && text.bottom > line.bottom;
  const meet = (line, text) => across(line, text) && text.left < line.right && text.right > line.left;
  return boxes('.gradflow-pointing .line:not(.upright)').filter(line => texts.some(text => meet(line, text)));
}"""
WIDE = {"viewport": {"width": 1600, "height": 900}}  # below 640 px a picture cannot be zoomed


@pytest.mark.parametrize("page", [WIDE], indirect=True)
def test_the_mark_survives_frames_and_a_zoom(page: Page, serve: Serve):
    ready(page, serve, "budget=2000&pace=10")
    page.mouse.move(*place_of(page, MAPS, 15))
    after(page, 4)
    expect(marks(page, PROFILE)).to_contain_text("layer 15")
    before = line_at(page)
    (x, y), (end, _) = place_of(page, PROFILE, 10), place_of(page, PROFILE, 16)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(end, y, steps=5)
    page.mouse.up()
    after(page, 2)
    page.mouse.move(*place_of(page, MAPS, 15))
    expect(marks(page, PROFILE)).to_contain_text("layer 15")
    assert line_at(page) > before + 20
    page.mouse.move(*place_of(page, MAPS, 18))
    expect(marks(page, PROFILE)).to_have_count(0)  # out of sight


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_finger_marks_a_layer_until_it_touches_something_else(page: Page, serve: Serve):
    ready(page, serve)
    page.touchscreen.tap(*place_of(page, PROFILE, 7))
    expect(marks(page, MAPS)).to_have_text(["layer 7"] * 4)
    expect(marks(page, MAPS, "end:not(.said)")).to_have_count(1)  # below each other: the last one says it
    page.locator(".gradflow-text").tap()
    expect(marks(page, MAPS)).to_have_count(0)
