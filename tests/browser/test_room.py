"""A class in real browsers: a teacher, a projector and three learners at once through a lesson hour, in which one
reloads, one loses the network in the middle of a vote, and one has a keyboard and nothing else."""

import re

import pytest
from playwright.sync_api import expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.in_room import (
    PHONE,
    People,
    answer,
    by_keys,
    commit,
    form,
    hear,
    heard_by,
    join,
    opened,
    press,
    seen,
    simulated,
    skip,
    sure_and_commit_by_keys,
    switch,
    tab_to,
    voice,
    wall_of_one,
    wire,
)
from tests.browser.laboratory_page import EN, QUICK, ZH, wait_for_calm
from tests.browser.network import Network
from tests.browser.test_lessons import axe

pytestmark = pytest.mark.slow

FIGURE = ".gradflow-figure[data-frame]"
IN_SIGHT = """() => [...document.querySelectorAll('.gradflow-figure[data-frame]')].every(
  (each) => each.getBoundingClientRect().bottom <= innerHeight)"""
HANDLE = "on.getAttribute('role') === 'slider' && on.closest('.gradflow-sketch')"
SECONDS = """() => {
  const [, minutes, seconds] = document.querySelector('.gradflow-pulse').textContent.match(/(\\d+):(\\d\\d)/) ?? [];
  return minutes === undefined ? null : 60 * minutes + Number(seconds);
}"""


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


def test_a_class_goes_through_its_hour_and_the_answer_is_on_no_wire_before_it_is_out(people: People, app: str) -> None:
    teacher = people()
    code = opened(teacher, app, "class.open.rehearse")
    projector = teacher.context.new_page()
    projector.goto(f"{app}/room?room={code}&screen=projector&lang=en")
    seen(projector.locator(".gradflow-qr"))
    network = Network(int(app.rpartition(":")[2]))
    ann, bob, cid = people(**PHONE), people(), people()
    learners = (ann, bob, cid)
    heard = heard_by(ann)
    join(ann, app, code, "zh")
    by_keys(bob, code, app)
    join(cid, f"http://127.0.0.1:{network.port}", code)
    seen(projector.get_by_text(EN("class.pulse.present", present=3)))
    voice(bob, EN("class.spoken.lobby"))

    # A number, in two rounds: paused, begun anew, past a reload and a lost network.
    press(teacher, "begin", *learners)
    press(teacher, "vote", *learners)
    voice(bob, EN("class.spoken.vote", step=1, round=1))
    answer(ann, -9, ZH)
    assert ann.evaluate("document.documentElement.scrollWidth") <= 390
    switch(teacher, "paused", True, bob)
    seen(bob.locator(".stAlert").get_by_text(EN("class.vote.paused")))
    switch(teacher, "paused", False, bob)
    seen(form(bob))
    teacher.get_by_text(EN("class.take.title")).click()
    teacher.get_by_role("button", name=EN("class.move.reset")).click()
    teacher.get_by_role("button", name=EN("class.take.reset")).click()
    hear(ann)
    seen(form(ann))  # what was answered in this round is asked once more
    answer(ann, -9, ZH)
    bob.reload()
    seen(form(bob))
    tab_to(bob, "on.closest('.stNumberInput') && on.tagName === 'INPUT'")
    bob.keyboard.type("-12")
    sure_and_commit_by_keys(bob)
    seen(form(cid))
    network.cut()
    cid.wait_for_timeout(500)
    network.mend()
    answer(cid, -2)
    cid.reload()  # what was answered stands, and is not asked again
    seen(cid.get_by_text(EN("class.vote.wait")))
    seen(projector.get_by_text(EN("class.pulse.answered", answered=3, present=3)))
    seen(teacher.get_by_text(EN("class.too_few", fewest=5)))
    for each in (projector, ann, teacher):
        axe(each)
    press(teacher, "discuss", *learners)
    voice(bob, EN("class.spoken.discuss"))
    seen(cid.get_by_text(EN("class.discuss.how")))
    press(teacher, "vote_again", cid)
    answer(cid, -12)
    simulated(teacher, 43)
    expect(projector.locator(".gradflow-shares strong")).to_have_count(0)
    before = wire(heard)
    assert ZH("lesson.signal.amount.question")[:12] in before
    assert "1.1·10" not in before and "signal_rms" not in before
    assert ZH("lesson.signal.amount.why")[:12] not in before
    press(teacher, "reveal", *learners)
    seen(ann.get_by_text(re.compile(ZH("lessons.was_measured", value="1.1"))))
    assert "1.1·10" in wire(heard)
    seen(cid.get_by_text(EN("lessons.right"), exact=True))
    late = people()
    join(late, app, code)
    seen(late.get_by_text("measured: 1.1·10"))
    late.close()
    press(teacher, "explain", bob)  # there is no run to show: its curve is to be drawn next
    seen(bob.get_by_text(EN("lesson.signal.amount.why")[:40]))
    expect(bob.locator(FIGURE)).to_have_count(0)
    axe(bob)

    # A drawing, by keys, and the run that decides, whose controls are the teacher's.
    skip(teacher, 2)
    press(teacher, "vote", *learners)
    tab_to(bob, HANDLE)
    for _ in range(6):
        bob.keyboard.press("PageDown")
    sure_and_commit_by_keys(bob)
    simulated(teacher, 44)
    switch(teacher, "locked", True)
    press(teacher, "reveal", *learners)
    seen(bob.locator(".curve.run"))
    press(teacher, "run", bob)
    seen(projector.locator(FIGURE).first)
    projector.wait_for_function(IN_SIGHT, timeout=QUICK)
    seen(bob.locator(FIGURE).first)
    seen(bob.get_by_text(EN("class.locked")))
    expect(bob.get_by_role("button", name=re.compile(EN("transport.pause")))).to_have_count(0)
    switch(teacher, "locked", False, bob)
    seen(
        bob.get_by_role(
            "button", name=re.compile("|".join(EN(f"transport.{each}") for each in ("pause", "play", "replay")))
        )
    )
    press(teacher, "explain")

    # A choice that closes by itself, with more time for one; its favourite runs; the wall.
    skip(teacher, 4)
    limit = teacher.get_by_role("slider", name=EN("class.pane.limit"))
    limit.press("End")
    expect(limit).to_have_attribute("aria-valuetext", EN("class.pane.seconds", seconds=300), timeout=QUICK)
    wait_for_calm(teacher)
    press(teacher, "vote", *learners)
    seen(bob.get_by_role("radiogroup").first)
    name = bob.locator(".st-key-room_head strong").inner_text()
    teacher.get_by_text(re.compile("^People: ")).click()
    teacher.get_by_role("combobox", name=EN("class.people.who")).fill(name)
    teacher.keyboard.press("Enter")
    teacher.get_by_role("button", name=EN("class.people.more_time")).click()
    seen(teacher.get_by_text(EN("class.people.has_more", seconds=60)))
    hear(bob)
    bob.wait_for_function(f"() => ({SECONDS})() > {cid.evaluate(SECONDS)} + 40", timeout=QUICK)
    tab_to(bob, "on.type === 'radio'")
    bob.keyboard.press("Space")
    sure_and_commit_by_keys(bob)
    ann.locator(".st-key-answer_field [role=radiogroup] label").nth(1).click()
    commit(ann, ZH)
    simulated(teacher, 44)
    press(teacher, "reveal", ann, bob)
    press(teacher, "run", ann, bob)
    ann.get_by_text(ZH("class.wall.own"), exact=True).click()
    switch(teacher, "favourite", True, ann, bob)
    favourite = EN("class.favourite.on", what="")[:40]
    seen(projector.get_by_text(favourite))
    seen(bob.get_by_text(favourite))
    seen(ann.get_by_text(ZH("class.favourite.on", what="")[:12]))
    wall_of_one(ann, ZH)  # open still, though what stands above it is another network's
    switch(teacher, "wall", True)
    seen(projector.locator(".gradflow-wall figure").first)
    teacher.get_by_role("button", name=EN("class.move.end")).click()  # what was opened an hour ago is open
    teacher.get_by_role("button", name=EN("class.take.end"), exact=True).click()
    for page, words in ((projector, EN), (ann, ZH), (bob, EN)):
        hear(page)
        seen(page.get_by_text(words("class.ended.title")).first)
    voice(bob, EN("class.spoken.ended"))
    network.close()
