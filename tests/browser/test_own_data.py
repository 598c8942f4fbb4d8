"""A learner's own CSV in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.reading import refusal
from gradflow.tasks.own import Unusable
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, open_app, step_of, wait_for_step
from tests.tasks.owned import BAD, iris


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def learns(page: Page) -> None:
    """A new shape has compiled, and the run is on its way."""
    expect(page.locator(".st-key-status")).to_be_visible(timeout=QUICK)
    wait_for_step(page, 5)


def test_a_file_is_brought_and_another_column_learned(page: Page, app: str):
    open_app(page, app, "?depth=4&width=16&batch_size=32&steps=2000")
    page.get_by_role("button", name=EN("own.title")).click()
    file = page.get_by_test_id("stFileUploader").locator("input[type=file]")
    file.set_input_files({"name": "bad.csv", "mimeType": "text/csv", "buffer": BAD["ragged"]})
    sentence = refusal(Unusable("ragged", line=3, cells=1, columns=2), "bad.csv", EN).replace("`", "")
    expect(page.get_by_role("alert")).to_have_text(sentence, timeout=QUICK)
    before = step_of(page)
    wait_for_step(page, before + 5)  # the run goes on
    expect(page).not_to_have_url(re.compile("task="))

    file.set_input_files({"name": "iris.csv", "mimeType": "text/csv", "buffer": iris()})
    expect(page).to_have_url(re.compile("task=own-[0-9a-f]{10}"), timeout=QUICK)
    first = page.url
    page.keyboard.press("Escape")
    sidebar = page.locator(".stSidebar")
    shown = EN("own.classification", classes=3, rows=150, columns=5, inputs=4)
    expect(sidebar.get_by_text(shown)).to_be_visible(timeout=QUICK)
    learns(page)

    sidebar.get_by_role("combobox", name=EN("own.target")).click()
    page.get_by_role("option", name="x2").click()
    expect(sidebar.get_by_text(EN("own.regression", rows=150, columns=5, inputs=6))).to_be_visible(timeout=QUICK)
    expect(page).not_to_have_url(first, timeout=QUICK)
    learns(page)
    page.get_by_role("radio", name=EN("view.learned")).click()
    expect(page.locator(".st-key-pair .gradflow-figure[data-frame]")).to_have_count(2, timeout=QUICK)

    page.reload()
    expect(page.get_by_text(EN("own.elsewhere", task=EN("choice.task.digits.label")))).to_be_visible(timeout=QUICK)
