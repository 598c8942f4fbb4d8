"""Uploads: how many files a learner may send, how often, and how much of them is kept.

Of a file that is too large, as much is passed on as shows that it is, so that a sentence of ours can say so; the rest
is read and forgotten.
"""

import re
from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gradflow.serving.addresses import asking
from gradflow.serving.answers import header, refuse
from gradflow.serving.endpoints import UPLOADS, below
from gradflow.serving.processes.affinity import OTHERS
from gradflow.serving.rates import Buckets, Rate

OF_A_SESSION = Rate(10, every=3.0)
OF_AN_ADDRESS = Rate(100, every=0.5)  # a class behind one address brings its files at once
AT_ONCE, OF_A_SESSION_AT_ONCE = 32, 2
MOST_SENT = 20 * 2**20  # bytes; as server.maxUploadSize in .streamlit/config.toml
AROUND = 64 * 2**10  # bytes of names and boundaries around a file
BOUNDARY = re.compile(r'boundary="?([^";,\s]{1,70})"?')


class UploadBounds:
    """kept: bytes of a file that are passed on at most. sent: told the session that has sent another one.

    has_room: whether there is memory for more. is_here: whether a session is this process's; a proxy asks the next.
    """

    def __init__(
        self,
        app: ASGIApp,
        base: str,
        kept: int,
        sent: Callable[[str], None],
        has_room: Callable[[], bool],
        is_here: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._app = app
        self._base = base
        self._kept = kept + AROUND
        self._sent = sent
        self._has_room = has_room
        self._is_here = is_here
        self._sessions, self._addresses = Buckets(OF_A_SESSION), Buckets(OF_AN_ADDRESS)
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = (below(scope["path"], self._base) or "") if scope["type"] == "http" else ""
        session = path.removeprefix(UPLOADS).partition("/")[0] if path.startswith(UPLOADS) else ""
        if session and header(scope, OTHERS) and not self._is_here(session):
            return await refuse(scope, receive, send, 404, "This session is not here.")
        if not session or scope["method"] != "PUT":
            return await self._app(scope, receive, send)
        if said := self._refused(scope, session):
            return await refuse(scope, receive, send, *said)
        self._under_way[session] += 1
        try:
            await self._app(scope, _Cut(scope, receive, self._kept), self._noting(session, send))
        except TooMuch:
            await refuse(scope, receive, send, 413, "The file is too large.")
        finally:
            self._under_way[session] -= 1
            self._under_way += Counter()  # without those at 0

    def _refused(self, scope: Scope, session: str) -> tuple[int, str, float] | None:
        """Status, reason, and in how many seconds to try again."""
        length = header(scope, b"content-length")
        if length and (not length.isdecimal() or len(length) > 12):
            return 400, "Content-Length is no number.", 0.0
        if int(length or 0) > MOST_SENT:
            return 413, "The file is too large.", 0.0
        if not BOUNDARY.search(header(scope, b"content-type")):
            return 400, "A file is sent as multipart/form-data.", 0.0
        if self._under_way[session] >= OF_A_SESSION_AT_ONCE or self._under_way.total() >= AT_ONCE:
            return 429, "Too many files at once.", OF_A_SESSION.every
        if wait := max(self._sessions.wait(session), self._addresses.wait(asking(scope))):
            return 429, "Too many files in a short time.", wait
        self._sessions.take(session)
        self._addresses.take(asking(scope))
        if not self._has_room():
            return 507, "The memory of this server is full.", 30.0  # 503 would send the proxy to another process
        return None

    def _noting(self, session: str, send: Send) -> Send:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 204:
                self._sent(session)
            await send(message)

        return noting


class TooMuch(Exception):
    """More than a file may be said to have was sent."""


class _Cut:
    """receive: the request's first `kept` bytes, ended as a form ends."""

    def __init__(self, scope: Scope, receive: Receive, kept: int) -> None:
        found = BOUNDARY.search(header(scope, b"content-type"))
        self._end = f"\r\n--{found[1] if found else ''}--\r\n".encode("latin-1")
        self._receive = receive
        self._left = kept
        self._seen = 0
        self._ended = False

    async def __call__(self) -> Message:
        message = await self._next()
        if message["type"] != "http.request" or self._ended:
            while self._ended and message["type"] == "http.request" and message.get("more_body"):
                message = await self._next()
            return {**message, "body": b""} if self._ended and message["type"] == "http.request" else message
        body = message.get("body", b"")
        if len(body) <= self._left:
            self._left -= len(body)
            return message
        self._ended = True
        return {**message, "body": body[: self._left] + self._end}

    async def _next(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > MOST_SENT + AROUND:
            raise TooMuch
        return message
