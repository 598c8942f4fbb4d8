"""A class in real browsers: a teacher, a projector and three learners at once, through a vote in which one reloads and
another loses the network."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from gradflow.places import ROOT
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, ZH, messages_of
from tests.browser.network import Network
from tests.browser.pages import listen
from tests.browser.test_lessons import axe

pytestmark = pytest.mark.slow

MEASURED = "measured: 1.1·10"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": "dark"}


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


@pytest.fixture
def people(browser: Browser) -> Iterator[Any]:
    """people(viewport=…): a page in a browser of its own."""
    contexts, complaints = [], []

    def newcomer(**options: Any) -> Page:
        wide: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
        contexts.append(browser.new_context(**wide | options))
        contexts[-1].set_default_timeout(QUICK)
        page = contexts[-1].new_page()
        listen(page, complaints.append)
        return page

    yield newcomer
    for each in contexts:
        each.close()
    harmless = ("404", "ERR_", "WebSocket")  # Streamlit looks below the page first; a network that was cut
    assert [each for each in complaints if not any(sign in each for sign in harmless)] == []


def seen(part: Locator) -> None:
    expect(part).to_be_visible(timeout=QUICK)


def opened(page: Page, app: str) -> str:
    """The code of a new room; the page is its teacher's."""
    page.goto(f"{app}/room?lang=en&lesson=signal")
    page.get_by_role("button", name=EN("class.open.button")).click()
    page.get_by_role("link", name=EN("class.open.go")).click()
    code = page.locator(".gradflow-code")
    expect(code).to_have_text(re.compile(r"^\w{6}$"), timeout=QUICK)
    return code.inner_text()


def join(page: Page, app: str, code: str, language: str = "en") -> None:
    page.goto(f"{app}/join?lang={language}")
    page.get_by_role("textbox").fill(code.lower())
    page.keyboard.press("Enter")
    seen(page.locator(".st-key-room_head"))


def press(teacher: Page, move: str, *others: Page) -> None:
    """Once the class has moved, the others ask for news as they do when a network is back: not in three seconds."""
    button = teacher.get_by_role("button", name=EN(f"class.move.{move}"), exact=True)
    button.click()
    expect(button).to_have_count(0, timeout=QUICK)
    for each in others:
        each.evaluate("() => void dispatchEvent(new Event('online'))")


def answer(page: Page, number: int, words=EN) -> None:
    page.locator(".stNumberInput input").fill(str(number))
    page.get_by_text(words("lessons.sure.3"), exact=True).click()
    page.get_by_role("button", name=words("lessons.commit")).click()
    seen(page.get_by_text(words("class.vote.wait")))


def form(page: Page) -> Locator:
    return page.locator(".stNumberInput input")


def heard_by(page: Page) -> list[Any]:
    """What the server sends it."""
    heard: list[Any] = []
    page.on("websocket", lambda socket: heard.append(messages_of(socket)))
    return heard


def wire(heard: list[Any]) -> str:
    told = b"".join(each.encode() if isinstance(each, str) else each for socket in heard for each in socket)
    return told.decode("utf-8", "replace")


def test_a_class_votes_past_a_reload_and_a_lost_network_and_the_answer_is_on_no_wire_before_it_is_out(
    people: Any, app: str
) -> None:
    teacher = people()
    code = opened(teacher, app)
    projector = teacher.context.new_page()
    projector.goto(f"{app}/room?room={code}&screen=projector&lang=en")
    seen(projector.locator(".gradflow-qr"))
    network = Network(int(app.rpartition(":")[2]))
    ann, bob, cid = people(**PHONE), people(), people()
    heard = heard_by(ann)
    join(ann, app, code, "zh")
    join(bob, app, code)
    join(cid, f"http://127.0.0.1:{network.port}", code)
    seen(projector.get_by_role("status").get_by_text(EN("class.pulse.present", present=3)))
    press(teacher, "begin")
    press(teacher, "vote", ann, bob, cid)

    answer(ann, -9, ZH)
    assert ann.evaluate("document.documentElement.scrollWidth") <= 390
    seen(form(bob))
    bob.reload()
    answer(bob, -12)
    seen(form(cid))
    network.cut()
    cid.wait_for_timeout(500)
    network.mend()
    answer(cid, -2)
    cid.reload()  # what was answered stands, and is not asked again
    seen(cid.get_by_text(EN("class.vote.wait")))
    answered = EN("class.pulse.answered", answered=3, present=3)
    seen(projector.get_by_text(answered))
    expect(projector.locator(".gradflow-shares strong")).to_have_count(0)
    for each in (projector, ann, teacher):
        axe(each)

    before = wire(heard)
    assert ZH("lesson.signal.amount.question")[:12] in before
    assert "1.1·10" not in before and "signal_rms" not in before
    assert ZH("lesson.signal.amount.why")[:12] not in before
    press(teacher, "reveal", ann, bob, cid)
    seen(ann.get_by_text(re.compile(ZH("lessons.was_measured", value="1.1"))))
    assert "1.1·10" in wire(heard)
    seen(bob.get_by_text(EN("lessons.right"), exact=True))
    seen(cid.get_by_text(EN("lessons.not_so"), exact=True))
    seen(bob.get_by_text(EN("class.too_few", fewest=5)))
    late = people()
    join(late, app, code)
    seen(late.get_by_text(MEASURED))

    press(teacher, "run", bob)
    seen(projector.locator(".gradflow-figure[data-frame]").first)
    seen(bob.locator(".gradflow-figure[data-frame]").first)
    press(teacher, "explain", bob)
    seen(projector.get_by_text(EN("lesson.signal.amount.why")))
    axe(bob)
    network.close()


def test_a_teacher_goes_on_with_another_device_and_everything_is_deleted(people: Any, app: str) -> None:
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
