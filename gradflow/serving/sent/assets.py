"""Assets: scripts, styles and fonts, compressed once and kept.

Streamlit sends its scripts as they are, three times as large, and reads them from the disk for each browser: a class
that opens the link at once waits for its network. A component's files have no name of their own for each version, so
the browser asks whether they have changed.
"""

import asyncio
import gzip
from hashlib import sha256
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gradflow.serving.answers import header
from gradflow.serving.endpoints import below

FOLDERS = ("static/", "_stcore/bidi-components/")
PACKED = (".woff2", ".woff", ".png", ".jpg")  # which are compressed already
MOST_BYTES = 24 * 2**20  # kept
LARGEST = 16 * 2**20
PIECE = 64 * 2**10  # bytes: whoever reads slowly holds so much of it, and not all
LEVEL = 6


class _Asset(NamedTuple):
    headers: list[tuple[bytes, bytes]]
    body: bytes
    tag: str


class CompressedAssets:
    """Of what is asked for by browsers that take gzip; everything else passes."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self._app = app
        self._base = base
        self._kept: dict[str, _Asset] = {}
        self._bytes = 0
        self._making: dict[str, asyncio.Future[_Asset | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = below(scope["path"], self._base) if scope["type"] == "http" and scope["method"] == "GET" else None
        plain = "gzip" not in header(scope, b"accept-encoding") or header(scope, b"range")
        if path is None or not path.startswith(FOLDERS) or path.endswith(PACKED) or plain:
            return await self._app(scope, receive, send)
        asset = self._kept.get(path) or await self._made(path, scope, receive)
        if asset is None:
            return await self._app(scope, receive, send)
        await _send(asset, header(scope, b"if-none-match") == asset.tag, send)

    async def _made(self, path: str, scope: Scope, receive: Receive) -> _Asset | None:
        """Made once, however many ask for it at once."""
        if path not in self._making:
            self._making[path] = asyncio.ensure_future(self._make(path, scope, receive))
            self._making[path].add_done_callback(lambda _: self._making.pop(path, None))
        return await asyncio.shield(self._making[path])

    async def _make(self, path: str, scope: Scope, receive: Receive) -> _Asset | None:
        """None for what is no file, is too large, or has no more room."""
        headers, body = Headers(), bytearray()
        status = 0

        async def hear(message: Message) -> None:
            nonlocal headers, status
            if message["type"] == "http.response.start":
                headers, status = Headers(raw=message["headers"]), message["status"]
            elif len(body) <= LARGEST:
                body.extend(message.get("body", b""))

        unpacked = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        await self._app(dict(scope) | {"headers": unpacked}, receive, hear)
        versioned = path.startswith(FOLDERS[0])
        page = headers.get("content-type", "").startswith("text/html")  # which Streamlit sends for what is not there
        if status != 200 or len(body) > LARGEST or page:
            return None
        packed = await asyncio.to_thread(gzip.compress, bytes(body), LEVEL, mtime=0)
        if self._bytes + len(packed) > MOST_BYTES:
            return None
        tag = f'"{sha256(packed).hexdigest()[:32]}"'
        made = MutableHeaders(raw=[(name, value) for name, value in headers.raw if name not in _MADE_ANEW])
        made.update({"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "ETag": tag})
        if not versioned:
            made["Cache-Control"] = "no-cache"
        self._kept[path] = _Asset(made.raw, packed, tag)
        self._bytes += len(packed)
        return self._kept[path]


_CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-range")
_MADE_ANEW = (b"content-length", b"etag", b"last-modified", b"accept-ranges", b"vary")


async def _send(asset: _Asset, has_it: bool, send: Send) -> None:
    length = [] if has_it else [(b"content-length", str(len(asset.body)).encode())]
    start = {"type": "http.response.start", "status": 304 if has_it else 200, "headers": [*asset.headers, *length]}
    await send(start)
    body = b"" if has_it else asset.body
    for begin in range(0, len(body), PIECE):
        await send({"type": "http.response.body", "body": body[begin : begin + PIECE], "more_body": True})
    await send({"type": "http.response.body", "body": b""})
