"""A click pins a layer: it stays marked in every picture, and the link says it."""

import re

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import QUICK, open_app

pytestmark = pytest.mark.slow

LABEL = ".gradflow-pointing .label"
AT = """layer => {
  const along = each => each._fullLayout?.xaxis?.tickvals?.at(-1) === 12;
  const node = [...document.querySelectorAll('.gradflow-figure')].find(along);
  const { left, top } = node.getBoundingClientRect(), { xaxis, yaxis } = node._fullLayout;
  return [left + xaxis._offset + xaxis.l2p(layer), top + yaxis._offset + 0.3 * yaxis._length];
}"""


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def test_a_click_pins_a_layer_and_another_lets_it_go(page: Page, app: str):
    open_app(page, app, "?depth=12&steps=40")
    page.mouse.click(*page.evaluate(AT, 7))
    expect(page).to_have_url(re.compile("layer=7"), timeout=QUICK)
    page.mouse.move(2, 2)
    expect(page.locator(LABEL).first).to_contain_text("7")
    page.reload()
    expect(page.locator(LABEL).first).to_contain_text("7", timeout=QUICK)
    page.mouse.click(*page.evaluate(AT, 7))
    expect(page).not_to_have_url(re.compile("layer="), timeout=QUICK)
    page.mouse.move(2, 2)
    expect(page.locator(LABEL)).to_have_count(0)
