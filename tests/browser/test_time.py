"""The laboratory of time in a real browser: its address, its neighbour, a remedy in mid-run, cells side by side."""

import re

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, EVERY_DRAWN, QUICK, headline_of, open_app, pause, wait_for_step

pytestmark = pytest.mark.slow

LINK = "?network=rnn&sequence_length=20&hidden_size=8&batch_size=6"


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py", "time")  # a server of its own: nobody has been there


def test_the_first_visitor_of_a_server_comes_by_the_pages_own_address(
    page: Page, app: str, console_errors: list[str]
) -> None:
    page.goto(f"{app}/time?lang=en")
    page.wait_for_function(EVERY_DRAWN, timeout=QUICK)
    expect(page.get_by_role("link", name=EN("page.layers"))).to_be_visible()  # inside the app's frame
    assert page.url == f"{app}/time?lang=en"
    expect(page.locator(".st-key-verdict")).to_contain_text("time steps back", timeout=QUICK)
    console_errors[:] = [text for text in console_errors if "404" not in text]  # Streamlit looks below the address


def test_a_link_leads_to_its_page_and_the_menu_to_the_other(page: Page, app: str) -> None:
    open_app(page, app, f"{LINK}&cell=gru&lang=en")
    expect(page).to_have_url(re.compile("/time.*cell=gru"), timeout=QUICK)
    page.get_by_role("link", name=EN("page.layers")).click()
    expect(page.locator(".st-key-curves .gradflow-figure[data-frame]")).to_be_visible(timeout=QUICK)
    expect(page).not_to_have_url(re.compile("network=rnn"))
    expect(page.locator(".st-key-verdict")).to_contain_text("layer", timeout=QUICK)
    page.get_by_role("link", name=EN("page.time")).click()
    expect(page.locator(".st-key-reach .gradflow-figure[data-frame]")).to_be_visible(timeout=QUICK)
    expect(page).to_have_url(re.compile("/time.*cell=gru"), timeout=QUICK)  # where one was


def test_the_forget_bias_is_raised_in_mid_run(page: Page, app: str) -> None:
    open_app(page, app, f"{LINK}&cell=lstm&forget_bias=-2&steps=2000&lang=en")
    wait_for_step(page, 10)
    before = pause(page)
    page.locator("label").filter(has_text=EN("change.in_mid_run")).click()
    page.get_by_text(EN("remedy.forget_bias.label"), exact=True).click()
    expect(page).to_have_url(re.compile(r"change=\d+(:|%3A)forget_bias(:|%3A)4"), timeout=QUICK)
    wait_for_step(page, before + 5)
    expect(page.locator(".st-key-text-effect")).to_contain_text("time step 1", timeout=QUICK)
    assert "reaches" in headline_of(page)


def test_cells_side_by_side_come_to_the_same_step(page: Page, app: str) -> None:
    open_app(page, app, f"{LINK}&steps=41&lang=en")
    page.get_by_role("radio", name=EN("view.cells")).click()
    figure = page.locator(".st-key-signals .gradflow-figure")
    expect(figure).to_be_visible(timeout=QUICK)
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.done", step=40, steps=41), timeout=QUICK)
    for name in ("tanh", "gru", "lstm"):
        expect(figure).to_contain_text(EN(f"choice.cell.{name}.label"), timeout=QUICK)
