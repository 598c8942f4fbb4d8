"""Answers: what is said without asking the app."""

import math
from collections.abc import Mapping
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str, wait: float = 0.0) -> None:
    """One sentence, to a request or to who would open a websocket. wait: seconds after which to try again."""
    headers: dict[str, str] = {"Retry-After": str(max(1, math.ceil(wait)))} if wait else {}
    if scope["type"] == "websocket":
        await receive()  # what it begins with
        if "websocket.http.response" not in scope.get("extensions", {}):
            return await send({"type": "websocket.close", "code": 1008})
    await PlainTextResponse(f"{why}\n", status, headers | {"Cache-Control": "no-store"})(scope, receive, send)


def header(scope: Mapping[str, Any], name: bytes) -> str:
    """The first of this name, in lower case; "" where there is none."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")
