"""A room as tests drive it: opened by a teacher, joined by learners, moved from phase to phase."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from playwright.sync_api import Browser, Locator, Page, expect

from gradflow.text import Words
from tests.browser.laboratory_page import EN, QUICK, messages_of
from tests.browser.pages import listen

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": "dark"}
HARMLESS = ("404", "ERR_", "WebSocket")  # Streamlit looks below the page first; a network that was cut
VOICE = ".gradflow-room-voice"


class People(Protocol):
    def __call__(self, **options: Any) -> Page: ...


@contextmanager
def people_in(browser: Browser) -> Iterator[People]:
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
    unexpected = [each for each in complaints if not any(sign in each for sign in HARMLESS)]
    assert not unexpected, unexpected


def seen(part: Locator) -> None:
    expect(part).to_be_visible(timeout=QUICK)


def opened(page: Page, app: str, button: str = "class.open.button") -> str:
    """The code of a new room; the page is its teacher's."""
    page.goto(f"{app}/room?lang=en&lesson=signal")
    page.get_by_role("button", name=EN(button)).click()
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
    hear(*others)


def hear(*others: Page) -> None:
    for each in others:
        each.evaluate("() => void dispatchEvent(new Event('online'))")


def switch(teacher: Page, flag: str, on: bool, *others: Page) -> None:
    toggle = teacher.get_by_role("switch", name=EN(f"class.flag.{flag}"))
    if toggle.is_checked() != on:
        teacher.get_by_text(EN(f"class.flag.{flag}"), exact=True).click()
    expect(teacher.get_by_role("switch", name=EN(f"class.flag.{flag}"))).to_be_checked(checked=on, timeout=QUICK)
    hear(*others)


def answer(page: Page, number: int, words: Words = EN) -> None:
    form(page).fill(str(number))
    commit(page, words)


def commit(page: Page, words: Words = EN) -> None:
    page.get_by_text(words("lessons.sure.3"), exact=True).click()
    page.get_by_role("button", name=words("lessons.commit")).click()
    seen(page.get_by_text(words("class.vote.wait")))


def form(page: Page) -> Locator:
    return page.locator(".stNumberInput input")


def tab_to(page: Page, condition: str, most: int = 40) -> None:
    """Press Tab until the element that has the focus is such a one; condition: of `on`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {{ const on = document.activeElement; return Boolean({condition}); }}"):
            return
    raise AssertionError(f"Tab does not lead to {condition}")


def skip(teacher: Page, times: int) -> None:
    """To a later question of the lesson."""
    for _ in range(times):
        count = teacher.get_by_text(re.compile(r"question \d+ of")).inner_text()
        teacher.get_by_role("button", name=EN("class.move.next"), exact=True).click()
        expect(teacher.get_by_text(count, exact=True)).to_have_count(0, timeout=QUICK)


def by_keys(page: Page, code: str, app: str) -> None:
    """Join: the field has the focus when the page is there."""
    page.goto(f"{app}/join?lang=en")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    seen(page.locator(".st-key-room_head"))


def sure_and_commit_by_keys(page: Page) -> None:
    tab_to(page, "on.type === 'radio'")
    page.keyboard.press("Space")
    tab_to(page, f"on.innerText?.trim() === {EN('lessons.commit')!r}")
    page.keyboard.press("Enter")
    seen(page.get_by_text(EN("class.vote.wait")))


def simulated(teacher: Page, people: int) -> None:
    """The rest of the class answers."""
    teacher.get_by_role("button", name=EN("class.rehearse.button")).click()
    expect(teacher.get_by_text(re.compile(rf"^[34]\d of {people} have"))).to_be_visible(timeout=QUICK)


def wall_of_one(learner: Page, words: Words) -> None:
    """The form is open already."""
    learner.get_by_role("button", name=words("class.wall.hand_in")).click()
    seen(learner.get_by_text(words("class.wall.kept")))


def voice(page: Page, sentence: str) -> None:
    """What a screen reader has been told last."""
    expect(page.locator(VOICE)).to_have_text(sentence, timeout=QUICK)


def heard_by(page: Page) -> list[Any]:
    """What the server sends it."""
    heard: list[Any] = []
    page.on("websocket", lambda socket: heard.append(messages_of(socket)))
    return heard


def wire(heard: list[Any]) -> str:
    told = b"".join(each.encode() if isinstance(each, str) else each for socket in heard for each in socket)
    return told.decode("utf-8", "replace")
