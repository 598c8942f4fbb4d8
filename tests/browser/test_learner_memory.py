"""What a browser keeps of a learner: by several tabs at once, taken along as a file and brought again."""

import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, wait_for_calm, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("below_the_address")]

ALL_THREE = {"signal": 1, "weights": 1, "stuck": 1}


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def kept(page: Page) -> dict:
    return json.loads(page.evaluate("localStorage.getItem('gradflow.lessons')") or "{}")


def keeps(page: Page, **at: int) -> bool:
    """Whether the browser keeps these stations, by lesson, before long."""
    end = time.monotonic() + QUICK / 1000
    while kept(page).get("at") != at and time.monotonic() < end:
        page.wait_for_timeout(50)
    return kept(page).get("at") == at


def begun(page: Page, app: str, lesson: str) -> Page:
    """At a lesson's second station."""
    page.bring_to_front()
    page.goto(f"{app}/lessons?lang=en&lesson={lesson}")
    expect(page.get_by_role("button", name=EN("lessons.begin"))).to_be_visible(timeout=QUICK)
    wait_for_calm(page)
    page.get_by_role("button", name=EN("lessons.begin")).click()
    return page


def test_tabs_add_to_each_other_and_a_file_brings_all_of_it_again(page: Page, app: str, tmp_path: Path) -> None:
    begun(page, app, "signal")
    assert keeps(page, signal=1)
    other = begun(page.context.new_page(), app, "weights")
    assert keeps(other, signal=1, weights=1)
    page.get_by_role("spinbutton").fill("-6")
    page.locator(".st-key-sure_field label").filter(has_text=EN("lessons.sure.3")).click()
    page.get_by_role("button", name=EN("lessons.commit")).click()
    expect(page.get_by_role("button", name=EN("lessons.compare"))).to_be_visible(timeout=QUICK)
    wait_until(page, lambda: "lesson.signal.amount" in kept(page).get("answers", {}))
    assert keeps(page, signal=1, weights=1)
    other.get_by_role("button", name=EN("lessons.all")).click()
    expect(other.get_by_role("button", name=EN("lessons.go_on"))).to_have_count(2, timeout=QUICK)
    begun(page, app, "stuck")
    expect(other.get_by_role("button", name=EN("lessons.go_on"))).to_have_count(3, timeout=QUICK)  # it is told at once

    other.get_by_text(EN("lessons.kept.title")).click()
    with other.expect_download() as saved:
        other.get_by_role("button", name=EN("lessons.kept.download")).click()
    file = tmp_path / "kept.json"
    saved.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["at"] == ALL_THREE
    other.on("dialog", lambda dialog: dialog.accept())
    other.get_by_role("button", name=EN("lessons.kept.erase")).click()
    expect(other.get_by_role("button", name=EN("lessons.go_on"))).to_have_count(0, timeout=QUICK)
    assert kept(other).get("at", {}) == {}
    other.locator(".gradflow-lessons input[type=file]").set_input_files(file)
    expect(other.get_by_role("button", name=EN("lessons.go_on"))).to_have_count(3, timeout=QUICK)
    assert kept(other)["at"] == ALL_THREE
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[1]", encoding="utf-8")
    other.locator(".gradflow-lessons input[type=file]").set_input_files(wrong)
    expect(other.get_by_text(EN("lessons.kept.unreadable"))).to_be_visible()


def test_what_was_mended_is_kept_and_shown_in_the_shop(page: Page, app: str) -> None:
    page.goto(f"{app}/_stcore/health")
    page.evaluate("localStorage.setItem('gradflow.lessons', JSON.stringify({v: 1, repaired: ['symmetric']}))")
    page.goto(f"{app}/repairs?lang=en")
    card = page.locator(".st-key-repair-symmetric")
    expect(card.get_by_text(EN("repairs.mended").strip("*"))).to_be_visible(timeout=QUICK)
    expect(page.get_by_text(EN("repairs.mended").strip("*"))).to_have_count(1)


def test_a_sentence_marks_a_map_and_a_factor(page: Page, app: str) -> None:
    key = "lesson.signal.factor"
    memory = {"v": 1, "at": {"signal": 5}, "answers": {key: [1.0, 3, None, ""]}, "done": [], "missed": {}}
    page.goto(f"{app}/_stcore/health")
    page.evaluate("kept => localStorage.setItem('gradflow.lessons', kept)", json.dumps(memory))
    page.goto(f"{app}/lessons?lang=en&lesson=signal")
    bars = page.locator(".st-key-pair .gradflow-figure .trace.bars")
    expect(bars).to_have_count(3, timeout=QUICK)  # weights, and the slopes of who is alive and who is not
    link = page.locator('a[href="#factor-slopes"]')
    link.focus()
    expect(bars.nth(0)).to_have_css("opacity", "0.2")
    expect(bars.nth(1)).to_have_css("opacity", "1")
    link.blur()
    expect(bars.nth(0)).to_have_css("opacity", "1")
