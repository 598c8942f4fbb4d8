"""Joining: a cookie for whoever knows a code, and bounds for whoever tries them."""

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.codes import LETTERS
from gradflow.serving.headers import SecurityHeaders
from gradflow.serving.joining import guesses
from gradflow.serving.joining.guesses import LATELY, OF_ADDRESS, OF_ALL, OF_BROWSER
from gradflow.serving.joining.routes import joining
from gradflow.serving.processes.affinity import of_room
from tests.serving.asked import Answer, ask

NOBODY = "127.0.0.1"  # behind a proxy that does not say for whom it asks
CLASS, STRANGER = "192.0.2.7", "198.51.100.{}"


class Front:
    """The routes of joining, under /gradflow, and a browser that keeps its cookies."""

    def __init__(self, classroom: Classroom) -> None:
        self.classroom = classroom
        self.app = SecurityHeaders(Starlette(routes=[*joining("/gradflow", classroom)]))
        self.cookies: dict[str, str] = {}

    def ask(
        self, path: str, scheme: str = "http", query: str = "", keeps: bool = True, client: str = NOBODY, **headers: str
    ) -> Answer:
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        asked: dict[str, Any] = {"scheme": scheme, "query": query, "cookie": said, "client": client, **headers}
        answer = asyncio.run(ask(self.app, f"/gradflow{path}", **asked))
        for line in answer.headers.getlist("set-cookie") if keeps else []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


@pytest.fixture
def front(tmp_path, monkeypatch) -> Iterator[Front]:
    """Of all together fewer than there are, and none comes back while a busy machine tries them."""
    for name, rate, most in (("OF_ALL", OF_ALL, 40), ("OF_ADDRESS", OF_ADDRESS, 20), ("LATELY", LATELY, 1)):
        monkeypatch.setattr(guesses, name, rate._replace(most=most, every=1e6))
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    yield Front(classroom)
    classroom.close()


@pytest.fixture
def room(front: Front) -> tuple[str, str]:
    return front.classroom.rooms.open("signal")


def test_a_code_leads_to_its_room_with_a_cookie_that_no_script_and_no_other_site_has(front: Front, room):
    answer = front.ask(f"/join/{room[0].lower()}", scheme="https", query="lang=zh")
    assert (answer.status, answer.headers["location"]) == (303, f"/gradflow/room?room={room[0]}&lang=zh")
    cookie, affinity = answer.headers.getlist("set-cookie")
    assert affinity == f"gradflow_class={of_room(room[0])}; Path=/gradflow; HttpOnly; SameSite=Lax; Secure"
    assert cookie.startswith(f"gradflow_in_{room[0]}=")
    assert set(cookie.split("; ")[1:]) == {"Path=/gradflow", "Max-Age=2592000", "HttpOnly", "SameSite=Lax", "Secure"}


def test_who_comes_back_is_who_they_were(front: Front, room):
    front.ask(f"/join/{room[0]}")
    who = front.classroom.signer.learner(room[0], front.cookies)
    again = front.ask("/join", query=f"code={room[0]}")
    (affinity,) = again.headers.getlist("set-cookie")
    assert who and affinity.startswith("gradflow_class=") and again.status == 303
    assert front.classroom.signer.learner(room[0], front.cookies) == who


def test_the_page_that_asks_for_a_code_speaks_the_browser_s_language_and_shows_no_code_back_unescaped(front: Front):
    assert "加入课堂" in front.ask("/join", accept_language="zh-CN").body.decode()
    page = front.ask("/join", query='code="><script>')
    assert page.status == 404 and b"<script" not in page.body


def test_the_host_s_link_makes_a_host_and_another_one_does_not(front: Front, room):
    code, secret = room
    assert front.ask(f"/host/{code}/{secret}x").status == 404
    assert front.ask(f"/host/{code}/{secret}").headers["location"] == f"/gradflow/room?room={code}"
    assert front.cookies[f"gradflow_host_{code}"] == secret
    assert front.ask(f"/join/{code}").headers["location"].endswith("screen=learner")


def test_a_browser_has_a_few_wrong_codes_and_then_waits(front: Front, room):
    tried = [front.ask(f"/join/{'2' * 5}{letter}").status for letter in LETTERS[: OF_BROWSER.most + 1]]
    assert tried == [404] * OF_BROWSER.most + [429]
    assert front.ask(f"/join/{room[0]}").status == 429
    assert front.ask("/join/222222", keeps=False).headers["retry-after"]
    front.cookies.clear()
    assert front.ask(f"/join/{room[0]}").status == 303


def test_all_together_have_a_bound_and_whoever_has_joined_already_comes_in(front: Front, room):
    front.ask(f"/join/{room[0]}")
    joined, front.cookies = front.cookies, {}
    tried = [front.ask("/join/222222", keeps=False).status for _ in range(guesses.OF_ALL.most + 1)]
    assert tried == [404] * guesses.OF_ALL.most + [429]
    assert front.ask(f"/join/{room[0]}").status == 429
    front.cookies = joined
    assert front.ask(f"/join/{room[0]}").status == 303


def test_strangers_keep_no_newcomer_out(front: Front, room):
    """Whose address has said no wrong code comes in while theirs wait, however many they are."""
    tried = [
        front.ask("/join/222222", keeps=False, client=STRANGER.format(number % 5)).status
        for number in range(guesses.OF_ALL.most + 10)
    ]
    assert tried == [404] * guesses.OF_ALL.most + [429] * 10
    assert front.ask(f"/join/{room[0]}", keeps=False, client=STRANGER.format(1)).status == 429
    assert front.ask(f"/join/{room[0]}", client=CLASS).status == 303


def test_one_address_guesses_no_more_than_its_share_and_keeps_out_nobody_of_a_class_that_is_there(front: Front, room):
    other, _ = front.classroom.rooms.open("signal")
    front.ask(f"/join/{room[0]}", keeps=False, client=CLASS)
    tried = [front.ask("/join/222222", keeps=False, client=CLASS).status for _ in range(OF_ADDRESS.most)]
    assert tried.count(404) == guesses.OF_ADDRESS.most and set(tried[guesses.OF_ADDRESS.most :]) == {429}
    assert front.ask(f"/join/{other}", keeps=False, client=CLASS).status == 429
    assert front.ask(f"/join/{room[0]}", keeps=False, client=CLASS).status == 303
    assert front.ask(f"/join/{other}", keeps=False, client=STRANGER.format(1)).status == 303


def test_a_host_s_link_opens_while_strangers_guess_and_lets_the_class_around_in(front: Front, room):
    code, secret = room
    for _ in range(guesses.OF_ALL.most):
        front.ask("/join/222222", keeps=False)
        front.ask("/join/222222", keeps=False, client=CLASS)
    assert front.ask(f"/join/{code}", keeps=False, client=CLASS).status == 429
    assert front.ask(f"/host/{code}/{secret}", keeps=False, client=CLASS).status == 303
    assert front.ask(f"/join/{code}", keeps=False, client=CLASS).status == 303


def test_an_address_that_asks_without_pause_waits_with_whatever_code(front: Front, room, monkeypatch):
    monkeypatch.setattr(guesses, "ASKED", guesses.ASKED._replace(most=5, every=1e6))
    busy = Front(front.classroom)
    assert [busy.ask(f"/join/{room[0]}", keeps=False, client=CLASS).status for _ in range(6)] == [303] * 5 + [429]


def test_what_a_browser_says_in_a_cookie_comes_back_in_no_header(front: Front):
    front.cookies = {"gradflow_tries": '"a\\015\\012x-evil: 1"'}
    answer = front.ask("/join/222222")
    assert answer.status == 404 and "set-cookie" not in answer.headers and "x-evil" not in answer.headers


def test_news_of_a_room_is_for_those_who_are_in_it(front: Front, room):
    assert front.ask(f"/rooms/{room[0]}/now").status == 404
    front.ask(f"/join/{room[0]}")
    told = json.loads(front.ask(f"/rooms/{room[0]}/now").body)
    assert told == {"version": 1, "answered": 0, "present": 0, "handed_in": 0.0}
    other, _ = front.classroom.rooms.open("signal")
    assert front.ask(f"/rooms/{other}/now").status == 404


def test_a_store_that_cannot_be_reached_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    answer = Front(Classroom(f"sqlite:///{tmp_path}/file/rooms.sqlite")).ask("/join/ABCDEF")
    assert answer.status == 503 and b"cannot reach its store of rooms" in answer.body


def test_the_page_for_a_code_is_of_this_app_and_asks_nobody_else(front: Front) -> None:
    body = front.ask("/join", query="lang=zh").body.decode()
    assert ">gradflow</text>" in body and 'href="?lang=en"' in body
    assert re.findall(r"https?://(?!www\.w3\.org)", body) == [] and "<script" not in body
