"""A room in a real browser: what a screen reader finds and hears, a teacher who goes on with a phone, and one who asks
her own questions."""

import pytest
from playwright.sync_api import Route, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.in_room import (
    PHONE,
    People,
    commit,
    form,
    hear,
    heard_by,
    join,
    opened,
    press,
    seen,
    skip,
    switch,
    voice,
    wire,
)
from tests.browser.laboratory_page import EN, QUICK, choose, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def test_a_screen_reader_finds_a_name_for_each_control_and_hears_the_phase_but_no_counts(
    people: People, app: str
) -> None:
    teacher, learner = people(), people()
    code = opened(teacher, app)
    learner.goto(f"{app}/join?lang=en")
    expect(learner.get_by_role("textbox", name=EN("class.join.label"))).to_be_focused()
    expect(learner.locator("main")).to_match_aria_snapshot(
        f"""
        - heading "{EN("class.join.title")}" [level=1]
        - paragraph:
          - textbox "{EN("class.join.label")}"
        - paragraph:
          - button "{EN("class.join.button")}"
        """
    )
    join(learner, app, code)
    expect(learner.get_by_role("status").filter(has_text=EN("class.spoken.lobby"))).to_have_count(1, timeout=QUICK)
    press(teacher, "begin", learner)
    press(teacher, "vote", learner)
    voice(learner, EN("class.spoken.vote", step=1, round=1))
    seen(form(learner))
    expect(learner.get_by_role("spinbutton", name=EN("lessons.unit.power"))).to_be_visible(timeout=QUICK)
    sure = learner.get_by_role("radiogroup", name=EN("lessons.sure.title"))
    expect(sure.get_by_role("radio", name=EN("lessons.sure.3"))).to_be_attached()
    expect(learner.get_by_role("button", name=EN("lessons.commit"))).to_be_visible()
    counts = learner.get_by_text(EN("class.pulse.answered", answered=0, present=1))
    seen(counts)
    assert counts.evaluate("on => on.closest('[role=status], [role=alert], [aria-live]')") is None
    expect(teacher.get_by_role("button", name=EN("class.move.reveal"), exact=True)).to_be_visible(timeout=QUICK)
    expect(teacher.get_by_role("switch", name=EN("class.flag.paused"))).to_be_attached()


def test_the_teacher_reads_no_count_that_the_bars_below_do_not_show_yet(people: People, app: str) -> None:
    teacher = people()
    opened(teacher, app)
    press(teacher, "begin")
    press(teacher, "vote")
    drawn = teacher.get_by_text(EN("class.pulse.answered", answered=0, present=0))
    seen(drawn)
    asked: list[Route] = []

    def ahead(route: Route) -> None:
        now = route.fetch()
        asked.append(route)
        route.fulfill(response=now, json=now.json() | {"answered": 7})

    teacher.route("**/rooms/*/now", ahead)
    wait_until(teacher, lambda: len(asked) > 2)
    expect(drawn).to_have_count(1)


def test_a_teacher_goes_on_with_another_device_and_everything_is_deleted(people: People, app: str) -> None:
    teacher, phone, learner = people(), people(**PHONE), people()
    code = opened(teacher, app)
    join(learner, app, code)
    press(teacher, "begin")
    teacher.get_by_text(EN("class.pane.second")).click()
    phone.goto(teacher.locator(".stCode code").inner_text() + "?lang=en")
    press(phone, "vote", learner)
    seen(form(learner))
    seen(teacher.get_by_role("button", name=EN("class.move.discuss")))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_text(EN("class.take.title")).click()
    phone.get_by_text(EN("class.take.sure")).click()
    phone.get_by_role("button", name=EN("class.take.delete")).click()
    for page in (phone, learner, teacher):
        seen(page.get_by_text(EN("class.refused.gone")))


def test_a_teacher_asks_her_own_question_whose_key_is_on_no_wire_before_it_is_out(people: People, app: str) -> None:
    teacher, learner = people(), people()
    teacher.goto(f"{app}/room?lang=en&own=depth%3D9%26ask%3DWhat+is+%24x%5E2%24%3F")
    teacher.get_by_label(EN("class.own.options", most=6)).fill("a square\na root")
    teacher.keyboard.press("Control+Enter")
    choose(teacher, EN("class.own.which"), "a square")
    teacher.get_by_label(EN("class.own.why")).fill("Because of two factors.")
    teacher.get_by_role("button", name=EN("class.open.button")).click()
    teacher.get_by_role("link", name=EN("class.open.go")).click()
    heard = heard_by(learner)
    join(learner, app, teacher.locator(".gradflow-code").inner_text())
    for move in ("begin", "vote"):
        press(teacher, move, learner)
    learner.get_by_text("B. a root", exact=True).click()
    commit(learner)
    before = wire(heard)
    assert "a square" in before and "x^2" in before
    assert "two factors" not in before and f" <b>{EN('class.own.right')}</b>" not in before
    press(teacher, "reveal", learner)
    seen(learner.get_by_text(EN("lessons.not_so"), exact=True))
    assert f" <b>{EN('class.own.right')}</b>" in wire(heard)
    press(teacher, "explain", learner)
    seen(learner.get_by_text("Because of two factors."))


def test_a_layer_that_the_text_speaks_of_is_marked_in_the_drawing_of_the_network_and_on_a_board(
    people: People, app: str
) -> None:
    teacher, learner = people(), people()
    join(learner, app, opened(teacher, app))
    press(teacher, "begin", learner)
    learner.get_by_role("link", name="layer 20").click()
    expect(learner.locator(".gradflow-network i").last).to_have_class("marked", timeout=QUICK)
    expect(learner.locator(".gradflow-network i.marked")).to_have_count(1)
    assert "#layer" not in learner.url
    skip(teacher, 2)
    hear(learner)
    seen(learner.locator(".gradflow-sketch .plot"))
    learner.get_by_role("link", name="layer 1", exact=True).click()
    expect(learner.locator(".gradflow-sketch .mark")).to_have_count(1, timeout=QUICK)


def test_what_is_not_committed_yet_outlasts_a_pause_and_a_reload(people: People, app: str) -> None:
    teacher, learner = people(), people()
    join(learner, app, opened(teacher, app))
    press(teacher, "begin")
    press(teacher, "vote", learner)
    form(learner).fill("-8")
    learner.get_by_text(EN("lessons.sure.4"), exact=True).click()
    learner.wait_for_timeout(1000)
    switch(teacher, "paused", True, learner)
    expect(form(learner)).to_have_count(0, timeout=QUICK)
    switch(teacher, "paused", False, learner)
    expect(form(learner)).to_have_value("-8", timeout=QUICK)
    learner.reload()
    expect(form(learner)).to_have_value("-8", timeout=QUICK)
    expect(learner.get_by_role("radio", name=EN("lessons.sure.4"), exact=True)).to_be_checked(timeout=QUICK)
    learner.get_by_role("button", name=EN("lessons.commit")).click()
    seen(learner.get_by_text(EN("class.vote.kept", answer="10⁻⁸")))
