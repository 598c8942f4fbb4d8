"""Shell: the page as it is sent, before its scripts have come, with what there is to see until they have.

Streamlit's own is called Streamlit, is white for whoever sits in the dark, and empty for as long as a slow connection
needs for its scripts.
"""

from collections.abc import Callable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gradflow.serving.endpoints import below
from gradflow.serving.notice import language_of

OF_VERSION = ("content-length", "etag", "last-modified")  # of the file that was sent, and not of what it has become
_LEFT_OUT = (b"if-none-match", b"if-modified-since", b"if-range", b"range", b"accept-encoding")  # what is packed stays


class Shell:
    """base, pages: as of `OnlyKnownEndpoints`. edited: a page's address below base, the page and its language -> what
    is sent."""

    def __init__(
        self, app: ASGIApp, base: str, pages: Sequence[str], edited: Callable[[str, bytes, str], bytes]
    ) -> None:
        self._app = app
        self._base = base
        self._pages = frozenset(pages)
        self._edited = edited

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = below(scope["path"], self._base) if scope["type"] == "http" and scope["method"] == "GET" else None
        if path is None or path.rstrip("/") not in self._pages:
            return await self._app(scope, receive, send)
        start: Message = {}
        body = bytearray()

        async def hear(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            sent, headers = bytes(body), MutableHeaders(scope=start)
            if start["status"] == 200:
                sent = self._edited(path.rstrip("/"), sent, language_of(scope))
                for name in OF_VERSION:
                    del headers[name]
                headers["Content-Length"] = str(len(sent))
            await send(start)
            await send({"type": "http.response.body", "body": sent})

        asked = [(name, value) for name, value in scope["headers"] if name not in _LEFT_OUT]
        await self._app(dict(scope) | {"headers": asked}, receive, hear)
