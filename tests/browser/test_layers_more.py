"""The real app in a real browser: change in mid-run, look at every view, scrub back, open a preset, download."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import (
    EN,
    QUICK,
    choose,
    headline_of,
    open_app,
    open_settings,
    pause,
    step_of,
    wait_for_calm,
    wait_for_step,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def test_a_change_in_mid_run_goes_on_and_is_in_the_link(page: Page, app: str):
    open_app(page, app, "?steps=400")
    wait_for_step(page, 20)
    pause(page)
    page.get_by_text(EN("change.in_mid_run")).click()
    page.get_by_role("button", name=EN("remedy.batch_norm.label")).click()
    expect(page).to_have_url(re.compile(r"change=\d+(:|%3A)normalization(:|%3A)batch"), timeout=QUICK)
    expect(page.locator(".st-key-text-effect")).to_contain_text("decades", timeout=QUICK)
    changed = re.search(r"change=(\d+)", page.url)
    assert changed and step_of(page) >= int(changed[1]) >= 20 and headline_of(page).startswith("The signal passes")


@pytest.mark.usefixtures("same_page")
def test_every_view_has_its_pictures(page: Page, app: str):
    open_app(page, app)
    for view in ("chain", "walk", "updates", "seeds", "learned", "profile"):
        page.get_by_role("radio", name=EN(f"view.{view}")).click()
        expect(page.locator(".st-key-pair .gradflow-figure[data-frame]")).to_have_count(2, timeout=QUICK)
    expect(page.locator(".st-key-pair [role=img]").first).to_be_visible()


@pytest.mark.usefixtures("same_page")
def test_a_walk_goes_forward_and_back_and_rests(page: Page, app: str):
    open_app(page, app, "?depth=6")
    wait_for_step(page, 4)
    page.get_by_role("radio", name=EN("view.walk")).click()
    said = page.locator(".st-key-walked")
    for start in ("Forward, layer", "Backward, layer", "Backward, layer 1 of 6"):
        expect(said).to_contain_text(start, timeout=QUICK)
    expect(page.get_by_role("button", name=EN("slow.again"))).to_be_visible(timeout=QUICK)
    expect(page.get_by_role("button", name=re.compile(EN("transport.play")))).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Backward, layer 1 of 6")).first).to_be_visible()
    paused = step_of(page)
    page.get_by_role("button", name=EN("slow.back")).press("Enter")
    expect(said).to_contain_text("Backward, layer 2 of 6", timeout=QUICK)
    assert step_of(page) == paused


@pytest.mark.usefixtures("same_page")
def test_scrubbing_back_shows_an_earlier_step(page: Page, app: str):
    open_app(page, app, "?steps=30")
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.done", step=29, steps=30), timeout=QUICK)
    slider = page.get_by_role("slider", name=EN("transport.scrub"))
    slider.press("Home")
    expect(page.locator(".st-key-status")).to_contain_text(EN("status.step", step=0, steps=30), timeout=QUICK)


@pytest.mark.usefixtures("same_page")
def test_a_preset_opens_with_its_story(page: Page, app: str):
    open_app(page, app)
    choose(page, EN("presets.title"), EN("preset.rezero.label"))
    expect(page.locator(".st-key-story")).to_contain_text(EN("preset.rezero.question"), timeout=QUICK)
    expect(page).to_have_url(re.compile("connection=rezero"), timeout=QUICK)


@pytest.mark.usefixtures("same_page")
def test_the_script_that_is_downloaded_runs(page: Page, app: str, tmp_path):
    open_app(page, app, "?depth=3&steps=3&task=moons&width=16&batch_size=32")
    page.get_by_role("button", name=EN("downloads.title")).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=EN("downloads.script")).click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    done = subprocess.run([sys.executable, file], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run.csv").exists()


def test_a_group_of_settings_that_was_opened_is_open_after_a_reload(page: Page, app: str):
    open_app(page, app)
    open_settings(page)
    groups = page.locator(".stSidebar details")
    was = groups.evaluate_all("all => all.map(each => each.open)")
    for place in (0, len(was) - 1):
        groups.nth(place).locator("summary").click()
    wanted = [not was[0], *was[1:-1], not was[-1]]
    says = "wanted => [...document.querySelectorAll('.stSidebar details')].map(each => each.open).join() === wanted"
    page.wait_for_function(says, arg=",".join(str(each).lower() for each in wanted))
    wait_for_calm(page)
    page.reload()
    page.wait_for_function(says, arg=",".join(str(each).lower() for each in wanted), timeout=QUICK)


@pytest.mark.parametrize("field", ["<textarea></textarea>", "<input type=text>", "<p contenteditable=true></p>"])
def test_a_field_of_words_has_every_key_that_is_typed_into_it(page: Page, app: str, field: str):
    open_app(page, app, "?depth=3&steps=2000")
    page.evaluate(f"document.querySelector('.stMain').insertAdjacentHTML('beforeend', '<div id=typed>{field}</div>')")
    typed = page.locator("#typed > *")
    typed.press_sequentially("so x n s")
    assert typed.evaluate("node => node.value ?? node.innerText") == "so x n s"
    assert "seed=" not in page.url
    expect(page.get_by_role("button", name=re.compile(EN("transport.pause")))).to_be_visible(timeout=QUICK)
