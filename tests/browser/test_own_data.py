"""A learner's own CSV in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from gradflow.reading import refusal
from gradflow.tasks.own import Unusable
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import (
    EN,
    QUICK,
    choose,
    open_app,
    open_settings,
    step_of,
    wait_for_calm,
    wait_for_step,
)
from tests.tasks.owned import BAD, iris, rows, wave

pytestmark = pytest.mark.slow
# The tab has kept the file as it is learned from now.
KEPT = """() => JSON.parse(sessionStorage.getItem('gradflow.own') ?? '{}').task
  === new URL(location).searchParams.get('task')"""


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def learns(page: Page) -> None:
    """A new shape has compiled, and the run is on its way."""
    expect(page.locator(".st-key-status")).to_be_visible(timeout=QUICK)
    wait_for_step(page, 5)


def bring(page: Page, content: bytes, name: str = "my.csv") -> None:
    """By the button, which stays open."""
    if page.get_by_test_id("stExpandSidebarButton").count():
        open_settings(page)
    if not page.get_by_test_id("stFileUploader").count():
        page.get_by_role("button", name=EN("own.title")).click()
    file = page.get_by_test_id("stFileUploader").locator("input[type=file]")
    file.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def shows(page: Page, text: str) -> None:
    expect(page.locator(".stSidebar").get_by_text(text)).to_be_visible(timeout=QUICK)
    expect(page.get_by_test_id("stException")).to_have_count(0)


FLOWERS = EN("own.classification", classes=3, rows=150, columns=5, inputs=4)
WAVES = EN("own.regression", rows=60, columns=3, inputs=2)


def test_a_file_is_replaced_and_removed(page: Page, app: str):
    """The menu of tasks still shows the name of the file that is gone, and the page goes on."""
    open_app(page, app, "?depth=3&width=16&batch_size=32&steps=2000")
    waves = rows(60, wave, wave, wave)
    for content, shown in ((iris(), FLOWERS), (waves, WAVES), (iris(), FLOWERS), (waves, WAVES)):
        bring(page, content)
        shows(page, shown)
        page.wait_for_timeout(500)
        shows(page, shown)
    learns(page)
    page.get_by_test_id("stFileUploader").get_by_role("button", name=re.compile("remove|clear", re.IGNORECASE)).click()
    expect(page).not_to_have_url(re.compile("task=own"), timeout=QUICK)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    learns(page)


def test_two_tabs_keep_their_files_and_what_was_read_is_said(page: Page, app: str):
    other = page.context.new_page()
    for tab, content, shown in ((page, iris(), FLOWERS), (other, rows(60, wave, wave, wave), WAVES)):
        open_app(tab, app, "?depth=3&width=16&batch_size=32&steps=2000")
        bring(tab, content)
        shows(tab, shown)
    shows(page, FLOWERS)
    assert page.url != other.url
    page.keyboard.press("Escape")
    page.get_by_role("button", name=EN("own.preview.title")).click()
    preview = page.get_by_test_id("stTable")
    expect(preview.get_by_role("row")).to_have_count(1 + 5, timeout=QUICK)
    expect(preview).to_contain_text("setosa")
    found = Axe().run(page, context="[data-testid=stPopoverBody]").response["violations"]
    assert [each["id"] for each in found] == []
    other.close()


def test_a_file_is_brought_and_another_column_learned(page: Page, app: str):
    open_app(page, app, "?depth=4&width=16&batch_size=32&steps=2000")
    open_settings(page)
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

    choose(page, EN("own.target"), "x2")
    expect(sidebar.get_by_text(EN("own.regression", rows=150, columns=5, inputs=6))).to_be_visible(timeout=QUICK)
    expect(page).not_to_have_url(first, timeout=QUICK)
    learns(page)
    page.get_by_role("radio", name=EN("view.learned")).click()
    expect(page.locator(".st-key-pair .gradflow-figure[data-frame]")).to_have_count(2, timeout=QUICK)


def test_a_reload_keeps_the_file_and_what_was_answered_about_it(page: Page, app: str):
    open_app(page, app, "?depth=3&width=16&batch_size=32&steps=2000")
    bring(page, iris())
    shows(page, FLOWERS)
    page.keyboard.press("Escape")
    wait_for_calm(page)
    page.locator(".stSidebar").get_by_role("combobox", name=EN("own.target")).click()
    page.get_by_role("option").first.click()
    expect(page.locator(".stSidebar").get_by_text(FLOWERS)).to_have_count(0, timeout=QUICK)
    page.wait_for_function(KEPT, timeout=QUICK)
    settings = page.get_by_test_id("stSidebarUserContent")
    wanted, says = page.url, settings.inner_text()
    page.reload()
    learns(page)
    expect(page.get_by_test_id("stAlert")).to_have_count(0, timeout=QUICK)
    open_settings(page)
    expect(settings).to_have_text(says, use_inner_text=True, timeout=QUICK)
    assert page.url == wanted


def test_a_link_to_a_file_that_is_gone_says_so_and_asks_for_it(page: Page, app: str):
    open_app(page, app, "?depth=3&width=16&batch_size=32&steps=2000")
    bring(page, iris())
    shows(page, FLOWERS)
    expect(page).to_have_url(re.compile("task=own"), timeout=QUICK)
    wanted = page.url
    page.wait_for_function("sessionStorage.length === 1", timeout=QUICK)
    page.evaluate("sessionStorage.clear()")
    page.reload()
    gone = EN("own.elsewhere", task=EN("choice.task.digits.label"))
    expect(page.get_by_test_id("stAlert")).to_contain_text(gone, timeout=QUICK)
    wait_for_calm(page)
    assert page.url == wanted
    file = page.locator(".st-key-own_again input[type=file]")
    file.set_input_files({"name": "again.csv", "mimeType": "text/csv", "buffer": iris()})
    shows(page, FLOWERS)
    expect(page.get_by_test_id("stAlert")).to_have_count(0, timeout=QUICK)
    assert page.url == wanted
