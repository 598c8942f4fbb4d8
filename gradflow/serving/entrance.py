"""Entrance: a page is sent, and a websocket opened, to as many as there are seats; who comes when all are taken gets
a page that says so, in the learner's language, and tries again by itself."""

from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gradflow.classroom.codes import code_of
from gradflow.classroom.identity import LEARNER
from gradflow.link import LANGUAGE, ROOM
from gradflow.serving.addresses import asking
from gradflow.serving.answers import header, refuse
from gradflow.serving.endpoints import STREAM, below
from gradflow.serving.notice import closing, full, language_of
from gradflow.serving.rates import Buckets, Rate
from gradflow.serving.seats import Seats, Visitor

COOKIE = "gradflow_seat"
AGAIN = 20  # seconds until a page that waits asks again
SOON = 5  # where another process takes over, or the same one comes back
PAGES = Rate(150, every=0.25)  # of an address: a class opens the link at once
SOCKETS = Rate(400, every=0.1)  # of an address: two for each tab


class Entrance:
    """base, pages: as of `OnlyKnownEndpoints`. is_closing: whether nobody new is let in, for this process ends."""

    def __init__(
        self,
        app: ASGIApp,
        base: str,
        pages: Sequence[str],
        seats: Seats,
        is_closing: Callable[[], bool] = lambda: False,
    ) -> None:
        self._app = app
        self._base = base
        self._pages = frozenset(pages)
        self._seats = seats
        self._is_closing = is_closing
        self._asked, self._opened = Buckets(PAGES), Buckets(SOCKETS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = below(scope["path"], self._base) if scope["type"] in ("http", "websocket") else None
        if scope["type"] == "websocket":
            await self._open(path, scope, receive, send)
        elif path is not None and path.rstrip("/") in self._pages and scope["method"] == "GET":
            await self._show(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _open(self, path: str | None, scope: Scope, receive: Receive, send: Send) -> None:
        if wait := self._opened.take(asking(scope)):
            return await refuse(scope, receive, send, 429, "Too many connections in a short time.", wait)
        if path != STREAM:  # a stream's, of a session that has a seat
            return await self._app(scope, receive, send)
        if self._is_closing():
            return await refuse(scope, receive, send, 503, "This process is about to end.", SOON)
        visitor = _visitor(scope)
        if not self._seats.take(visitor):
            return await refuse(scope, receive, send, 503, "All places are taken.", AGAIN)
        try:
            await self._app(scope, receive, send)
        finally:
            self._seats.leave(visitor)

    async def _show(self, scope: Scope, receive: Receive, send: Send) -> None:
        if wait := self._asked.take(asking(scope)):
            return await refuse(scope, receive, send, 429, "Too many pages in a short time.", wait)
        if self._is_closing():
            return await closing(scope, SOON)(scope, receive, send)
        browser = self._seats.invited(_visitor(scope))
        if not browser:
            return await (self._ballot(scope) or full(scope, AGAIN))(scope, receive, send)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                cookie = f"{COOKIE}={browser}; Path={self._base or '/'}; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, with_cookie)

    def _ballot(self, scope: Scope) -> Response | None:
        """Who is in a room votes there without a seat."""
        (code,) = parse_qs(scope["query_string"].decode("latin-1")).get(ROOM, [""])[:1]
        is_there = code_of(code) == code and f"{LEARNER}{code}" in cookie_parser(header(scope, b"cookie"))
        way = f"{self._base}/vote/{code}?{LANGUAGE}={language_of(scope)}"
        return RedirectResponse(way, 303, {"Cache-Control": "no-store"}) if code and is_there else None


def _visitor(scope: Scope) -> Visitor:
    return Visitor(cookie_parser(header(scope, b"cookie")).get(COOKIE, ""), asking(scope))
