"""Messages: what a tab may say to Streamlit's websocket, how much and how often.

Who talks too much is heard later, not cut off: what is not read waits in its own connection. Each message may run the
page, and pages are drawn in turn, so that two who sent thousands made everybody wait.
"""

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gradflow.serving.addresses import asking
from gradflow.serving.endpoints import STREAM, below
from gradflow.serving.rates import Bucket, Buckets, Rate

OF_A_TAB = Rate(20, every=0.25)
OF_AN_ADDRESS = Rate(600, every=0.01)  # a class that moves sliders
FIRST = 30.0  # seconds until a tab must have said something, or leave its place to another
LARGEST = 256 * 2**10  # bytes; all controls of a page say some 4 kB
NOT_BINARY, TOO_LARGE, SILENT = 1003, 1009, 1008

log = logging.getLogger(__name__)


class MessageBounds:
    def __init__(self, app: ASGIApp, base: str) -> None:
        self._app = app
        self._base = base
        self._addresses = Buckets(OF_AN_ADDRESS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or below(scope["path"], self._base) != STREAM:
            return await self._app(scope, receive, send)
        tab, heard, gone = Bucket(OF_A_TAB), 0, False

        async def bounded() -> Message:
            nonlocal heard, gone
            try:
                message = await asyncio.wait_for(receive(), None if heard > 1 else FIRST)
            except TimeoutError:
                return await _cut_off(send, SILENT, "a tab that said nothing")
            heard += 1  # the first is that it connects
            gone = gone or message["type"] == "websocket.disconnect"
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if data is None:
                return await _cut_off(send, NOT_BINARY, "a message of text")
            if len(data) > LARGEST:
                return await _cut_off(send, TOO_LARGE, f"a message of {len(data)} bytes")
            while wait := max(tab.wait(), self._addresses.wait(asking(scope))):
                await asyncio.sleep(wait)
            tab.take()
            self._addresses.take(asking(scope))
            return message

        async def sending(message: Message) -> None:
            nonlocal gone
            try:
                await send(message)
            except OSError:
                gone = True
                raise

        try:
            await self._app(scope, bounded, sending)
        except RuntimeError:  # Streamlit closes what has gone already
            if not gone:
                raise


async def _cut_off(send: Send, code: int, what: str) -> Message:
    log.warning("Closed a websocket: %s.", what)
    await send({"type": "websocket.close", "code": code})
    return {"type": "websocket.disconnect", "code": code}
