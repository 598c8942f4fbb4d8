"""The real app in a real browser: open, watch, change, pause, step, restart."""

import re

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import (
    EN,
    HEADLINE,
    QUICK,
    STEP,
    ZH,
    headline_of,
    messages_of,
    open_app,
    open_settings,
    pause,
    sockets_of,
    step_of,
    wait_for_silence,
    wait_for_step,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def test_opens_training_and_keeps_its_graphs(page: Page, app: str):
    open_app(page, app)
    page.evaluate("document.querySelectorAll('.gradflow-figure').forEach(node => { node.mine = true })")
    first, frame = step_of(page), "Number(document.querySelector('.gradflow-figure').dataset.frame)"
    page.wait_for_function(f"{frame} >= {page.evaluate(frame)} + 5")
    wait_for_step(page, first + 1)
    assert page.evaluate("[...document.querySelectorAll('.gradflow-figure')].every(node => node.mine)")


@pytest.mark.usefixtures("same_page")
def test_a_slider_begins_a_new_run(page: Page, app: str):
    open_app(page, app)
    open_settings(page)
    page.get_by_role("slider", name=EN("field.depth.label")).press("ArrowRight")
    expect(page.get_by_role("img", name=re.compile(r"\b21\b")).first).to_be_visible(timeout=QUICK)
    expect(page).to_have_url(re.compile("depth=21"))


def test_pause_stops_and_one_step_is_one_step(page: Page, app: str):
    sockets = sockets_of(page)
    open_app(page, app)
    wait_for_step(page, 10)
    paused = pause(page)
    heard = messages_of(sockets[-1])
    wait_for_silence(page, heard)
    page.keyboard.press("s")
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.step", step=paused + 1, steps=300), timeout=QUICK)
    wait_for_silence(page, heard)
    assert step_of(page) == paused + 1
    page.keyboard.press("Space")
    wait_for_step(page, paused + 20)


@pytest.mark.usefixtures("same_page")
def test_restart_and_new_seed(page: Page, app: str):
    open_app(page, app, "?steps=2000")
    wait_for_step(page, 60)
    page.get_by_role("button", name=re.compile(EN("transport.restart"))).click()
    page.wait_for_function(f"{STEP} < 50")
    page.get_by_role("button", name=re.compile(EN("transport.new_seed"))).click()
    expect(page).to_have_url(re.compile("seed=1"), timeout=QUICK)


@pytest.mark.usefixtures("same_page")
def test_one_click_brings_the_gradient_back(page: Page, app: str):
    open_app(page, app)
    wait_for_step(page, 5)
    vanished = headline_of(page).split(" ")[0]
    page.get_by_role("button", name=EN("remedy.residual.label")).click()
    expect(page).to_have_url(re.compile("connection=residual"), timeout=QUICK)
    expect(page.locator(HEADLINE)).not_to_contain_text(vanished, timeout=QUICK)


@pytest.mark.usefixtures("same_page")
def test_the_rule_is_there_on_demand_and_stays_open(page: Page, app: str):
    open_app(page, app, "?steps=2000")
    page.get_by_role("button", name=EN("verdict.rule")).click()
    rule = page.get_by_test_id("stPopoverBody")
    expect(rule).to_be_visible(timeout=QUICK)
    wait_for_step(page, step_of(page) + 30)
    expect(rule).to_be_visible()


def test_the_end_is_said_and_silent(page: Page, app: str):
    sockets = sockets_of(page)
    open_app(page, app, "?steps=25")
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.done", step=24, steps=25), timeout=QUICK)
    wait_for_silence(page, messages_of(sockets[-1]))
    page.get_by_role("button", name=re.compile(EN("transport.replay"))).click()
    expect(page.locator(".st-key-text-status .gradflow-text")).not_to_contain_text(
        EN("status.done", step=24, steps=25), timeout=QUICK
    )


def test_language(page: Page, app: str):
    open_app(page, app, "?depth=12")
    open_settings(page)
    page.get_by_role("radio", name="简体中文").click()
    expect(page.get_by_role("button", name=re.compile(ZH("transport.pause")))).to_be_visible(timeout=QUICK)
    expect(page.get_by_role("slider", name=ZH("field.depth.label"))).to_have_value("12")
    expect(page.locator("html")).to_have_attribute("lang", "zh", timeout=QUICK)
    expect(page).to_have_url(re.compile("lang=zh"))
    for key in ("remedy.title", "group.network", "transport.restart", "maps.signal_rms"):
        expect(page.locator(".stApp")).not_to_contain_text(EN(key), timeout=QUICK)


def test_a_broken_link_opens_the_default_and_says_why(page: Page, app: str):
    open_app(page, app, "?depth=999&colour=red")
    warning = page.get_by_test_id("stAlert")
    expect(warning).to_have_count(1)
    expect(warning).to_contain_text("depth = 999")
    expect(warning).to_contain_text("colour")
    expect(page).to_have_url(f"{app}/?depth=999&colour=red")  # it stays to be mended
    open_settings(page)
    page.get_by_role("slider", name=EN("field.depth.label")).press("ArrowLeft")
    expect(warning).to_have_count(0, timeout=QUICK)


@pytest.mark.usefixtures("same_page")
def test_an_explosion_is_a_picture_a_sentence_and_a_way_out(page: Page, app: str):
    open_app(page, app, "?activation=relu&initializer=he_normal&learning_rate=100")
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.ended", step="", steps="")[:8], timeout=120_000)
    assert len(headline_of(page)) > 20
    helps = page.get_by_role("group", name=EN("spoken.helps"))
    helps.get_by_role("button", name=EN("aid.learning_rate.label")).press("Enter")
    expect(page).to_have_url(re.compile("learning_rate=10.0"), timeout=QUICK)
    page.wait_for_function("document.activeElement.dataset.name === 'play'", timeout=QUICK)  # where it starts anew
