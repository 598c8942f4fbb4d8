"""The ballot without a browser: what is asked, taken and refused on plain HTML, and what is not told there."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.identity import LEARNER
from gradflow.serving.joining import routes
from gradflow.serving.joining.routes import joining
from gradflow.text import Words
from gradflow.ui.room.ballot.routes import LARGEST, ballots
from tests.classroom.klass import Class
from tests.classroom.own import LESSON
from tests.serving.asked import Answer, ask

EN, ZH = Words("en"), Words("zh")
ASKED = {"number": 0, "drawing": 2, "choice": 6, "vote": 10}  # which question of the lesson
SAID: dict[str, list[str]] = {"number": ["-12"], "choice": ["still"], "vote": ["true"]}
SAID["drawing"] = [f"{-1.5 * handle:g}" for handle in range(9, -1, -1)]


class Ann:
    """A learner's browser in a room."""

    def __init__(self, klass: Class, name: str = "") -> None:
        signer = klass.classroom.signer
        self.klass, self.cookie = klass, name or f"{LEARNER}{klass.code}={signer.newcomer(klass.code)}"
        base = "/gradflow"
        self.app = Starlette(routes=[*joining(base, klass.classroom), *ballots(base, klass.classroom)])
        self.path = f"{base}/vote/{klass.code}"

    def look(self, query: str = "lang=en") -> str:
        answer = asyncio.run(ask(self.app, self.path, query=query, cookie=self.cookie))
        assert answer.status == 200, answer
        return answer.body.decode()

    def send(self, body: bytes = b"", **fields: Any) -> Answer:
        room = self.klass.room
        station = room.question
        assert station
        said = {"item": station.key, "round": room.progress.round, "sure": 4} | fields
        named = {name: value for name, value in said.items() if value is not None}
        sent = body or urlencode(named, doseq=True).encode()
        return asyncio.run(ask(self.app, self.path, [sent], method="POST", query="lang=en", cookie=self.cookie))


@pytest.fixture
def klass(tmp_path) -> Iterator[Class]:
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    yield Class(classroom, *classroom.rooms.open("signal"))
    classroom.close()


@pytest.mark.parametrize("kind", ASKED)
def test_each_kind_of_answer_is_asked_for_taken_and_said_back(klass: Class, kind: str) -> None:
    ann = Ann(klass)
    assert EN("class.lobby") in ann.look() and "<form" not in ann.look()
    klass.go("begin", *["next"] * ASKED[kind], "vote")
    page = ann.look()
    assert page.count('name="answer"') in (1, 3, 10) and 'http-equiv="refresh"' not in page
    assert all(EN(f"lessons.sure.{each}") in page for each in range(1, 6))
    assert ann.send(answer=SAID[kind]).status == 303
    assert klass.count() == 1
    page = ann.look()
    assert EN("class.vote.kept", answer="")[:20] in page and "<form" not in page and 'http-equiv="refresh"' in page


@pytest.mark.parametrize("kind", ["number", "choice"])
def test_what_was_sent_and_not_taken_is_there_again_and_so_is_the_first_round_s_answer(klass: Class, kind: str) -> None:
    ann, there = Ann(klass), {"number": 'value="-12', "choice": 'value="still" checked'}[kind]
    klass.go("begin", *["next"] * ASKED[kind], "vote")
    assert there not in ann.look()
    refused = ann.send(answer=SAID[kind], sure=None)
    assert refused.status == 422 and there in refused.body.decode()
    ann.send(answer=SAID[kind])
    klass.go("discuss", "vote_again")
    assert there in ann.look() and EN("class.vote.first", answer="").split(":")[0] in ann.look()
    klass.go("reveal")
    assert EN("class.vote.earlier", answer="")[:40] in ann.look()


def test_two_rounds_are_two_answers_and_nothing_that_is_measured_is_told_before_the_answer_is_out(klass: Class) -> None:
    ann = Ann(klass)
    klass.go("begin", "vote")
    before = [ann.look("lang=zh")]
    ann.send(answer="-9")
    before.append(ann.look("lang=zh"))
    klass.go("discuss")
    before.append(ann.look("lang=zh"))
    klass.go("vote_again")
    before.append(ann.look("lang=zh"))
    ann.send(answer="-12")
    assert (klass.count(1), klass.count(2)) == (1, 1)
    assert ZH("class.discuss.title") in before[2] and ZH("class.vote.again") in before[3]
    for page in before:
        assert "10⁻¹²" not in page and ZH("lesson.signal.amount.why")[:12] not in page
    klass.go("reveal")
    assert EN("class.ballot.told") in ann.look()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"answer": "-12", "sure": "9"}, 422),
        ({"answer": "-12", "sure": None}, 422),
        ({"answer": "-31"}, 422),
        ({"answer": "nan"}, 422),
        ({"answer": "1e400"}, 422),
        ({"answer": "twelve"}, 422),
        ({"answer": None}, 422),
        ({"answer": "-12", "round": "2"}, 422),
        ({"answer": "-12", "round": "x"}, 422),
        ({"answer": "-12", "item": "lesson.signal.shape"}, 422),
        ({"body": b"answer=" + b"1" * (LARGEST + 1)}, 422),
        ({"body": b"\xff\xfe%00&=&&"}, 422),
        ({"answer": "-12,5"}, 422),
        ({"answer": "-12,0"}, 303),
    ],
)
def test_what_no_form_of_ours_sends_is_refused_in_words(klass: Class, fields: dict[str, Any], status: int) -> None:
    ann = Ann(klass)
    klass.go("begin", "vote")
    answer = ann.send(**fields)
    assert answer.status == status and klass.count() == (status == 303)
    assert status == 303 or b'role="alert"' in answer.body


def test_a_drawing_that_begins_elsewhere_is_none(klass: Class) -> None:
    klass.go("begin", "next", "next", "vote")
    assert Ann(klass).send(answer=["-1"] * 10).status == 422
    assert Ann(klass).send(answer=SAID["drawing"][:-1]).status == 422
    assert klass.count() == 0


def test_a_vote_that_is_paused_closed_or_not_for_one_takes_nothing(klass: Class) -> None:
    ann, room = Ann(klass), klass.classroom.rooms
    klass.go("begin", "vote")
    room.set(klass.code, "paused", True)
    assert EN("class.vote.paused") in ann.look() and ann.send(answer="-12").status == 422
    room.set(klass.code, "paused", False)
    (me,) = klass.classroom.learners.of(klass.code)
    klass.classroom.learners.remove(klass.code, me.id)
    assert EN("class.refused.removed") in ann.look() and ann.send(answer="-12").status == 422
    klass.classroom.learners.remove(klass.code, me.id, False)
    klass.go("reveal")
    assert ann.send(answer="-12").status == 422 and klass.count() == 0


@pytest.mark.parametrize("forged", ["{in}{code}=ann.0123", "{in}{code}=ann", "{in}ZZZZZZ=x.y", ""])
def test_nobody_votes_without_a_cookie_of_this_room(klass: Class, forged: str) -> None:
    klass.go("begin", "vote")
    eve = Ann(klass, forged.replace("{in}", LEARNER).replace("{code}", klass.code) or "none=1")
    assert eve.send(answer="-12").headers["location"] == f"/gradflow/join/{klass.code}?lang=en"
    assert klass.count() == 0


def test_a_code_that_is_none_leads_to_where_one_types_it(klass: Class) -> None:
    eve = Ann(klass, "none=1")
    assert asyncio.run(ask(eve.app, "/gradflow/vote/ABC12")).headers["location"] == "/gradflow/join?lang=en"


def test_who_joins_a_large_room_is_led_to_the_ballot_and_its_host_is_not(klass: Class, monkeypatch) -> None:
    ann = Ann(klass)
    ann.look()
    klass.classroom.pulses.forget(klass.code)
    join = f"/gradflow/join/{klass.code}"
    assert "/room?" in asyncio.run(ask(ann.app, join)).headers["location"]
    monkeypatch.setattr(routes, "LARGE", 1)
    assert asyncio.run(ask(ann.app, join, query="lang=zh")).headers["location"] == f"{ann.path}?lang=zh"
    host = asyncio.run(ask(ann.app, f"/gradflow/host/{klass.code}/{klass.secret}"))
    assert "/room?" in host.headers["location"]


def test_a_room_that_is_gone_is_said(klass: Class) -> None:
    ann = Ann(klass)
    klass.classroom.rooms.delete(klass.code)
    answer = asyncio.run(ask(ann.app, ann.path, query="lang=en", cookie=ann.cookie))
    assert answer.status == 404 and re.search(r"no such room", answer.body.decode())


def test_a_teacher_s_own_question_is_asked_as_she_wrote_it(klass: Class) -> None:
    rooms = klass.classroom
    klass = Class(rooms, *rooms.rooms.open("", own=LESSON))
    ann = Ann(klass)
    assert EN("class.own.lobby") in ann.look()
    klass.go("begin", "vote")
    page = ann.look()
    assert "Which *one* is <math" in page and "[this](https://example.org)" in page and page.count('name="answer"') == 3
    assert ann.send(answer="d").status == 422
    assert ann.send(answer="b").status == 303
    assert "that <math" in ann.look() and "For <math" not in ann.look()
