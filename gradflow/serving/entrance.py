"""Entrance: a page is sent, and a websocket opened, to as many as there are seats; who comes when all are taken gets
a page that says so, in the learner's language, and tries again by itself."""

from collections.abc import Sequence
from html import escape
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gradflow.link import LANGUAGE
from gradflow.serving.addresses import asking
from gradflow.serving.answers import header, refuse
from gradflow.serving.endpoints import STREAM, below
from gradflow.serving.rates import Buckets, Rate
from gradflow.serving.seats import Seats, Visitor
from gradflow.text import LANGUAGES, Words

COOKIE = "gradflow_seat"
AGAIN = 20  # seconds until a page that waits asks again
PAGES = Rate(150, every=0.25)  # of an address: a class opens the link at once
SOCKETS = Rate(400, every=0.1)  # of an address: two for each tab

FULL = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>gradflow</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="{again}">
<style>:root {{ color-scheme: light dark }} body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem;
margin: 22vh auto 0; padding: 0 1.5rem }} h1 {{ font-size: 1.5rem; line-height: 1.3 }}</style></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body></html>
"""


class Entrance:
    """base, pages: as of `OnlyKnownEndpoints`."""

    def __init__(self, app: ASGIApp, base: str, pages: Sequence[str], seats: Seats) -> None:
        self._app = app
        self._base = base
        self._pages = frozenset(pages)
        self._seats = seats
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
        browser = self._seats.invited(_visitor(scope))
        if not browser:
            return await _full(scope)(scope, receive, send)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                cookie = f"{COOKIE}={browser}; Path={self._base or '/'}; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, with_cookie)


def _visitor(scope: Scope) -> Visitor:
    return Visitor(cookie_parser(header(scope, b"cookie")).get(COOKIE, ""), asking(scope))


def _full(scope: Scope) -> HTMLResponse:
    words = Words(_language(scope))
    texts = {"title": words("full.title"), "text": words("full.text", seconds=AGAIN)}
    page = FULL.format(language=words.language, again=AGAIN, **{name: escape(text) for name, text in texts.items()})
    return HTMLResponse(page, 503, {"Retry-After": str(AGAIN), "Cache-Control": "no-store"})


def _language(scope: Scope) -> str:
    """The link's, or the first that the browser names."""
    (asked,) = parse_qs(scope["query_string"].decode("latin-1")).get(LANGUAGE, [""])[:1]
    named = asked or header(scope, b"accept-language")[:2].lower()
    return named if named in LANGUAGES else "en"
