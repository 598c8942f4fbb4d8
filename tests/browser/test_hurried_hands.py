"""Hands that are faster than the page: nothing is obeyed that nobody did, and what is shown is what is true."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from gradflow.experiment import Experiment
from gradflow.places import ROOT
from gradflow.presets import PRESETS
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, choose, open_app, open_settings, wait_for_calm, wait_for_step

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("same_page")]

PRESET = "isometry"
HURRIES = (0, 80, 200, 400)  # ms between the first thing that a hand does and the second


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def experiment_of(page: Page) -> Experiment:
    """What the address names, once the page has run for everything."""
    wait_for_calm(page, 1000)
    said = parse_qs(urlparse(page.url).query).items()
    pairs = [(name, text) for name, texts in said for text in texts if name != "lang"]
    return Experiment.from_query(pairs)


def depth_of(page: Page) -> int:
    return int(page.get_by_role("slider", name=EN("field.depth.label")).input_value())


def press_preset(page: Page) -> None:
    choose(page, EN("presets.title"), EN(f"preset.{PRESET}.label"))


@pytest.mark.parametrize("hurry", HURRIES)
def test_a_preset_and_a_slider_at_once(page: Page, app: str, hurry: int):
    open_app(page, app, "?depth=30&width=16")
    open_settings(page)
    wait_for_step(page, 4)
    slider = page.get_by_role("slider", name=EN("field.depth.label"))
    press_preset(page)
    page.wait_for_timeout(hurry)
    slider.press("ArrowRight", no_wait_after=True)
    preset = PRESETS[PRESET].experiment
    found, depth = experiment_of(page), preset.values()["depth"]
    # The slider that the key finds may be on its way out; what is shown is what is true in any case.
    assert found in [preset.replace(depth=each) for each in (31, depth + 1, depth)]
    assert depth_of(page) == found.values()["depth"]


@pytest.mark.parametrize("hurry", HURRIES)
def test_a_preset_and_a_remedy_at_once(page: Page, app: str, hurry: int):
    open_app(page, app, "?depth=30&width=16&activation=tanh")
    wait_for_step(page, 4)
    press_preset(page)
    page.wait_for_timeout(hurry)
    page.get_by_role("button", name=EN("remedy.residual.label")).click(no_wait_after=True)
    assert experiment_of(page) == PRESETS[PRESET].experiment.replace(connection="residual")


@pytest.mark.parametrize("times", [9, 10])
def test_a_remedy_switched_ten_times_in_a_second(page: Page, app: str, times: int):
    open_app(page, app, "?depth=12&width=16")
    open_settings(page)
    wait_for_step(page, 4)
    remedy = page.get_by_role("button", name=EN("remedy.residual.label"))
    for _ in range(times):
        remedy.last.click(no_wait_after=True)
        page.wait_for_timeout(90)
    connection = "residual" if times % 2 else "plain"
    assert experiment_of(page) == Experiment().replace(depth=12, width=16, connection=connection)
    expect(remedy).to_have_attribute("aria-pressed", str(bool(times % 2)).lower())


def test_a_slider_moved_fast(page: Page, app: str):
    open_app(page, app, "?depth=12&width=16")
    open_settings(page)
    wait_for_step(page, 4)
    slider = page.get_by_role("slider", name=EN("field.depth.label"))
    for _ in range(15):
        slider.press("ArrowRight", no_wait_after=True)
        page.wait_for_timeout(30)
    assert experiment_of(page) == Experiment().replace(depth=27, width=16) and depth_of(page) == 27


def test_two_remedies_of_which_one_takes_the_other_s_place_keep_the_keyboard(page: Page, app: str):
    open_app(page, app, "?network=rnn&cell=gru")
    wait_for_step(page, 4)
    page.get_by_role("button", name=EN("remedy.lstm.label")).press("Space")
    expect(page).to_have_url(re.compile("cell=lstm"), timeout=QUICK)
    gru = page.get_by_role("button", name=EN("remedy.gru.label")).first  # the one before may still stand behind it
    expect(gru).to_have_attribute("aria-pressed", "false", timeout=QUICK)
    wait_for_calm(page, 1000)
    expect(page.get_by_role("button", name=EN("remedy.lstm.label")).first).to_be_focused()


def test_a_change_in_mid_run_right_after_it_was_asked_for(page: Page, app: str):
    open_app(page, app, "?depth=12&width=16&steps=2000")
    open_settings(page)
    wait_for_step(page, 10)
    page.get_by_text(EN("change.in_mid_run")).click(no_wait_after=True)
    page.get_by_role("button", name=EN("remedy.residual.label")).click(no_wait_after=True)
    page.get_by_role("button", name=EN("remedy.batch_norm.label")).click(no_wait_after=True)
    found = experiment_of(page)
    assert len(found.changes) >= 1, found
