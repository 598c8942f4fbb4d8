"""/join asks for a code; /join/CODE makes whoever comes a learner, by a cookie, and leads to the room;
/host/CODE/SECRET does so for the host; /rooms/CODE/now tells those who are in it whether there is something new."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.codes import code_of
from gradflow.classroom.identity import HOST, LEARNER, cookie
from gradflow.classroom.pulses import Pulse
from gradflow.classroom.store.database import Unavailable
from gradflow.link import LANGUAGE, ROOM, SCREEN
from gradflow.serving.joining.form import form, words_of
from gradflow.serving.joining.guesses import Guesses
from gradflow.serving.notice import page
from gradflow.serving.processes import affinity
from gradflow.text import LANGUAGES

NEVER_KEPT = {"Cache-Control": "no-store"}
LARGE = 150  # learners of a room; who comes later votes on plain HTML, for a process has 200 seats


def joining(base: str, classroom: Classroom) -> Sequence[Route]:
    guesses = Guesses()

    async def ask(request: Request) -> Response:
        if "code" in request.query_params:
            return await enter(request, request.query_params["code"])
        return form(base, words_of(request))

    async def join(request: Request) -> Response:
        return await enter(request, request.path_params["code"])

    async def enter(request: Request, said: str) -> Response:
        """Who has been here before keeps the place, and is asked for nothing."""
        code, words = code_of(said), words_of(request)
        signer = await run_in_threadpool(lambda: classroom.signer)
        if code and signer.learner(code, request.cookies):
            guesses.met(request, code)
            return await run_in_threadpool(_led, base, classroom, request, code)
        if wait := guesses.wait(request, code):
            return form(base, words, words("class.join.too_many"), said, 429, wait)
        if not code or await run_in_threadpool(classroom.rooms.get, code) is None:
            return guesses.missed(request, form(base, words, words("class.join.wrong"), said, 404))
        guesses.met(request, code)
        new = f"{LEARNER}{code}", signer.newcomer(code)
        return await run_in_threadpool(_led, base, classroom, request, code, *new)

    async def host(request: Request) -> Response:
        """A secret is too long to be guessed, and a code that is none is answered alike: nobody is made to wait."""
        code, secret, words = code_of(request.path_params["code"]), request.path_params["secret"], words_of(request)
        if not code or not await run_in_threadpool(classroom.rooms.is_host, code, secret):
            return form(base, words, words("class.join.wrong_host"), "", 404)
        guesses.met(request, code)
        return await run_in_threadpool(_led, base, classroom, request, code, f"{HOST}{code}", secret)

    async def now(request: Request) -> Response:
        code = code_of(request.path_params["code"])
        pulse = await run_in_threadpool(_pulse, classroom, code, request.cookies) if code else None
        return JSONResponse(vars(pulse) if pulse else {}, 200 if pulse else 404, NEVER_KEPT)

    return [
        Route(f"{base}/join", available(ask)),
        Route(f"{base}/join/{{code}}", available(join)),
        Route(f"{base}/host/{{code}}/{{secret}}", available(host)),
        Route(f"{base}/rooms/{{code}}/now", available(now)),
    ]


def _pulse(classroom: Classroom, code: str, cookies: Mapping[str, str]) -> Pulse | None:
    """To those alone who are in the room: a code that one does not know cannot be tried here."""
    secret = cookies.get(f"{HOST}{code}", "")
    is_here = classroom.signer.learner(code, cookies) or (secret and classroom.rooms.is_host(code, secret))
    return classroom.pulses.get(code) if is_here else None


def _is_large(classroom: Classroom, code: str) -> bool:
    pulse = classroom.pulses.get(code)
    return pulse is not None and pulse.present >= LARGE


def available(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Where rooms cannot be reached, a page that says so."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except Unavailable as why:
            words = words_of(request)
            text = f"<p>{escape(words(f'class.unavailable.{why.why}'))}</p>"
            return page(words, words("class.join.title"), text, 503, headers={"Retry-After": "10"})

    return answered


def _led(base: str, classroom: Classroom, request: Request, code: str, name: str = "", value: str = "") -> Response:
    """To the room, and to the process of its class, with the cookie if there is a new one. A host who joins wants to
    see what learners see."""
    asked = request.query_params.get(LANGUAGE, "")
    said = {ROOM: code} | ({LANGUAGE: asked} if asked in LANGUAGES else {})
    if name != f"{HOST}{code}" and f"{HOST}{code}" in request.cookies:
        said[SCREEN] = "learner"
    where = f"{base}/room?{urlencode(said)}"
    if SCREEN not in said and name != f"{HOST}{code}" and _is_large(classroom, code):
        said.pop(ROOM)
        where = f"{base}/vote/{code}?{urlencode(said)}"
    answer = RedirectResponse(where, 303, NEVER_KEPT)
    kept = [cookie(name, value, base or "/")] if name else []
    for each in (*kept, affinity.cookie(code, base or "/")):
        answer.raw_headers.append((b"set-cookie", each.encode()))
    return answer
