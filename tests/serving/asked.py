"""An ASGI application asked without a server: what one request or one websocket says, and what comes back."""

import asyncio
from collections.abc import Sequence
from typing import Any, NamedTuple

from starlette.datastructures import Headers
from starlette.types import ASGIApp

STRANGER = "192.0.2.7"


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes


def scope_of(
    path: str, kind: str = "http", method: str = "GET", client: str = STRANGER, scheme: str = "http", query: str = "",
    **headers: str,
) -> dict[str, Any]:  # fmt: skip
    """Headers by name, with _ for -."""
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "client": (client, 1234),
        "scheme": scheme,
        "headers": named,
        "extensions": {"websocket.http.response": {}},
    }


async def ask(app: ASGIApp, path: str, parts: Sequence[bytes] = (b"",), **said: Any) -> Answer:
    """parts: of the body."""
    left = [{"type": "http.request", "body": part, "more_body": True} for part in parts[:-1]]
    left.append({"type": "http.request", "body": parts[-1], "more_body": False})
    sent: list[Any] = []

    async def receive() -> Any:
        return left.pop(0) if left else {"type": "http.disconnect"}

    await app(scope_of(path, **said), receive, _into(sent))
    return _answer(sent)


class Socket:
    """A websocket: `say` what the browser says; `sent` is what it was told."""

    def __init__(self, app: ASGIApp, path: str, **said: Any) -> None:
        self.sent: list[Any] = []
        self._said: asyncio.Queue[Any] = asyncio.Queue()
        self._said.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.ensure_future(
            app(scope_of(path, kind="websocket", **said), self._said.get, _into(self.sent))  # type: ignore[arg-type]
        )

    async def say(self, **message: Any) -> None:
        self._said.put_nowait({"type": "websocket.receive"} | message)
        await asyncio.sleep(0)

    async def leave(self) -> None:
        self._said.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await self.task

    @property
    def refused(self) -> Answer | None:
        return _answer(self.sent) if self.sent and self.sent[0]["type"] == "websocket.http.response.start" else None


def _into(sent: list[Any]) -> Any:
    async def send(message: Any) -> None:
        sent.append(message)

    return send


def _answer(sent: list[Any]) -> Answer:
    start, *rest = sent
    body = b"".join(message.get("body", b"") for message in rest)
    return Answer(start["status"], Headers(raw=start["headers"]), body)


class Heard:
    """An application that takes whatever it is sent, and answers. body, messages: what it has heard."""

    def __init__(self, status: int = 200, text: str = "", **headers: str) -> None:
        self.status, self.text = status, text.encode()
        self.headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.asked = 0
        self.body = b""
        self.messages: list[Any] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            while (message := await receive())["type"] != "websocket.disconnect":
                self.messages.append(message)
            return
        while (message := await receive())["type"] == "http.request":
            self.body += message["body"]
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.text})
