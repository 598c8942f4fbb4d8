"""The page of cases in a real browser: for everyone, and with nothing on the wire that gives an answer away."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, WebSocket, expect

import gradflow
from gradflow.places import ROOT
from gradflow.text import Words
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import EN, QUICK, wait_for_calm

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("below_the_address")]

CASES = {case.id: case for case in gradflow.cases()}
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def app(serve: Serve) -> str:
    return serve(ROOT / "app.py")


@pytest.mark.parametrize(
    ("page", "language"),
    [(LIGHT, "en"), (DARK | PHONE, "zh")],
    ids=["English", "Chinese, dark, phone"],
    indirect=["page"],
)
def test_axe_finds_nothing_and_nothing_overflows_before_and_after_the_vote(page: Page, app: str, language: str) -> None:
    words = Words(language)
    page.goto(f"{app}/cases?lang={language}&case=001.11")
    vote = page.get_by_role("button", name=words("cases.answer.true"), exact=True)
    expect(vote).to_be_visible(timeout=QUICK)
    for voted in (False, True):
        if voted:
            vote.click()
            expect(page.get_by_text(CASES["001.11"].correct(language))).to_be_visible(timeout=QUICK)
        wait_for_calm(page, 1000)
        found = Axe().run(page).response["violations"]
        assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []
        size = page.viewport_size
        assert size and page.evaluate("document.querySelector('.stMain').scrollWidth") <= size["width"]


def test_what_is_right_comes_over_the_wire_after_the_vote_and_not_before(page: Page, app: str) -> None:
    case = CASES["000.13"]
    received: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: received.append(data.encode() if isinstance(data, str) else data))

    page.on("websocket", listen)
    page.goto(f"{app}/cases?lang=en&case={case.id}")
    vote = page.get_by_role("button", name=EN("cases.answer.true"), exact=True)
    expect(vote).to_be_visible(timeout=QUICK)
    wait_for_calm(page, 500)
    said = b"".join(received)
    assert case.statement("en").encode() in said
    assert case.correct("en").encode() not in said and case.experiments[0].to_query().encode() not in said
    vote.click()
    expect(page.get_by_text(case.correct("en"))).to_be_visible(timeout=QUICK)
    expect(page.get_by_text(EN("cases.verdict", answer=EN("cases.answer.depends")))).to_be_visible(timeout=QUICK)
    assert case.correct("en").encode() in b"".join(received)
