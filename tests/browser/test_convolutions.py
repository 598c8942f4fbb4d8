"""The page of convolutional networks in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, open_app, open_view

pytestmark = pytest.mark.slow

SMALL = "?network=cnn&depth=6&width=4&batch_size=8&steps=40&lang=en"
PLACE = """(node, layer) => {
  const { left, top } = node.getBoundingClientRect(), { xaxis, yaxis } = node._fullLayout;
  return [left + xaxis._offset + xaxis.l2p(layer), top + yaxis._offset + yaxis._length / 2];
}"""


@pytest.mark.usefixtures("same_page")
def test_a_remedy_is_tried_and_a_layer_pointed_at_in_its_feature_maps(page: Page, serve: Serve):
    open_app(page, serve(ROOT / "app.py"), SMALL)
    page.get_by_role("button", name=EN("remedy.delta_orthogonal.label")).click()
    expect(page).to_have_url(re.compile("initializer=delta_orthogonal"), timeout=QUICK)
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.done", step=39, steps=40), timeout=QUICK)
    open_view(page, "features", EN)
    pictures = page.locator(".st-key-pair .gradflow-figure")
    expect(page.get_by_role("img", name=re.compile("Activations of one digit after"))).to_be_visible(timeout=QUICK)
    pictures.nth(0).scroll_into_view_if_needed()
    page.mouse.move(*pictures.nth(0).evaluate(PLACE, 3))
    expect(pictures.nth(1).locator(".gradflow-pointing .label")).to_contain_text("layer 3", timeout=QUICK)
