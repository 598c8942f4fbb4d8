"""/vote/CODE shows a learner of a room the ballot, and takes what is sent with it, by the same rules as any answer."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.codes import code_of
from gradflow.classroom.own.lesson import words_of_own
from gradflow.classroom.refused import ELSEWHERE, GONE, Refusal
from gradflow.lessons.checked import NoAnswer, checked, checked_vote
from gradflow.lessons.prompt import Estimate, Prompt, Sketch
from gradflow.lessons.say import why_none
from gradflow.link import LANGUAGE, ROOM
from gradflow.serving.joining.form import words_of
from gradflow.serving.joining.routes import available
from gradflow.serving.notice import page
from gradflow.text import Words
from gradflow.ui.room.ballot.ballot import Ballot
from gradflow.ui.room.ballot.page import shown, title

LARGEST = 8192  # bytes of a form
AGAIN = 4  # seconds until a page on which nobody types asks where the class is


def ballots(base: str, classroom: Classroom) -> Sequence[Route]:
    async def vote(request: Request) -> Response:
        code, words = code_of(request.path_params["code"]), words_of(request)
        spoken = urlencode({LANGUAGE: words.language})
        who = await run_in_threadpool(lambda: classroom.signer.learner(code, request.cookies)) if code else ""
        if not who:
            return RedirectResponse(f"{base}/join{f'/{code}' if code else ''}?{spoken}", 303)
        here, why, sent = f"{base}/vote/{code}?{spoken}", "", {}
        try:
            if request.method == "POST":
                sent = await _form(request)
                why = await run_in_threadpool(_given, classroom, code, who, sent, words)
                if not why:
                    return RedirectResponse(here, 303)
            ballot = await run_in_threadpool(_ballot, classroom, code, who, why, sent)
        except Refusal as refusal:
            return page(words, words(f"class.refused.{refusal.why}"), "", 404 if refusal.why == GONE else 409)
        words = words_of_own(ballot.room.own, words)
        again = "" if ballot.is_open or ballot.is_over else f'<meta http-equiv="refresh" content="{AGAIN}; url={here}">'
        full = f"{base}/room?{urlencode({ROOM: code, LANGUAGE: words.language})}"
        return page(words, title(ballot, words), shown(ballot, here, full, words), 422 if why else 200, again)

    return [Route(f"{base}/vote/{{code}}", available(vote), methods=["GET", "POST"])]


def _ballot(classroom: Classroom, code: str, who: str, why: str, sent: Mapping[str, list[str]]) -> Ballot:
    room = classroom.rooms.get(code)
    if room is None:
        raise Refusal(GONE)
    me, station = classroom.learners.arrive(code, who), room.question
    given = classroom.answers.of_learner(code, who, station.key) if station else {}
    return Ballot(classroom.rooms.clock(), room, me, station, given, why, sent)


def _given(classroom: Classroom, code: str, who: str, said: Mapping[str, list[str]], words: Words) -> str:
    """Taken, and ""; or why not, as a sentence."""
    ballot = _ballot(classroom, code, who, "", {})
    station, lesson, number = ballot.station, ballot.room.subject, "".join(said.get("round", []))
    if station is None or lesson is None or said.get("item") != [station.key] or not number.isdecimal():
        return words(f"class.refused.{ELSEWHERE}")
    asked, sure = station.asked, _whole("".join(said.get("sure", [])))
    answer = _answer(asked.prompt if asked else None, said.get("answer", []))
    try:
        if asked is None:
            value, how_sure = checked_vote(lesson.misconception, answer, sure)
        else:
            value, how_sure = checked(asked, answer, sure)
        classroom.answers.give(code, who, station.key, int(number[:3]), value, how_sure)
    except NoAnswer as missing:
        return why_none(f"lessons.refused.{missing.why}", asked.prompt if asked else None, answer, words)
    except Refusal as refusal:
        return words(f"class.refused.{refusal.why}")
    return ""


def _answer(prompt: Prompt | None, texts: Sequence[str]) -> Any:
    """What was sent, as this prompt is answered; None for nothing."""
    if isinstance(prompt, Sketch):
        return [_number(each) for each in texts]
    first = texts[0] if texts else None
    return _number(first) if first and isinstance(prompt, Estimate) else first


def _number(text: str) -> float | None:
    """None for what is none."""
    try:
        return float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if len(text) == 1 and text in "12345" else None


async def _form(request: Request) -> Mapping[str, list[str]]:
    """Nothing of one that is too large to be ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return {}
    return parse_qs(body.decode("utf-8", "replace"), max_num_fields=200)
