"""A scripted learner: both websockets of a page, and what a browser says on them."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import NamedTuple

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

NUMBER, FILE = re.compile(rb'"number":(\d+)'), re.compile(rb'"file":"([^"]*)"')
LOOKED_THROUGH = 4000  # bytes of a message, its header's first


class Frame(NamedTuple):
    """When it arrived, how many bytes it had, and what files of it would be named by, where that is new."""

    when: float
    size: int
    file: str


@dataclass
class Learner:
    """One session, which asks for the page, follows its stream, and takes each frame. reads, hidden: as the tab does;
    seen: the pictures on its screen, without scrolling those of the first screen.

    frames: all that arrived. token: of the stream, once the page has said it.
    """

    query: str = ""
    page: str = ""
    reads: bool = True
    hidden: bool = False
    seen: tuple[str, ...] = ("maps", "answers")
    frames: list[Frame] = field(default_factory=list)
    token: str = ""
    _script: str = ""
    _slider: str = ""
    _url: str = ""
    _socket: websockets.ClientConnection | None = None
    _following: asyncio.Task[None] | None = None

    async def watch(self, address: str, until: float) -> None:
        """From now until then."""
        async with self.there(address):
            await self.stay(until - time.monotonic())

    @asynccontextmanager
    async def there(self, address: str) -> AsyncIterator[None]:
        """With the page asked for."""
        self._url = address.replace("http", "ws", 1)
        protocols = [websockets.Subprotocol("streamlit")]
        async with websockets.connect(f"{self._url}/_stcore/stream", subprotocols=protocols, max_size=None) as socket:
            self._socket = socket
            await socket.send(self._ask())
            try:
                yield
            finally:
                if self._following is not None:
                    self._following.cancel()
                    await asyncio.gather(self._following, return_exceptions=True)  # its socket is closed then

    async def stay(self, seconds: float) -> None:
        """Hear what the page is told, and follow the stream that it names."""
        assert self._socket is not None
        until = time.monotonic() + seconds
        with suppress(TimeoutError):
            while (left := until - time.monotonic()) > 0:
                self._hear(await asyncio.wait_for(self._socket.recv(decode=False), left))
                if self.token and self._following is None:
                    self._following = asyncio.create_task(self._follow(f"{self._url}/frames/{self.token}"))

    async def move(self, depth: int) -> None:
        """The slider of the depth."""
        assert self._socket is not None
        await self._socket.send(self._ask(depth))

    def _hear(self, data: bytes) -> None:
        message = ForwardMsg()
        message.ParseFromString(data)
        match message.WhichOneof("type"):
            case "new_session":
                self._script = message.new_session.page_script_hash
            case "delta":
                element = message.delta.new_element
                if element.WhichOneof("type") == "bidi_component" and element.bidi_component.json:
                    self.token = json.loads(element.bidi_component.json).get("token", self.token)
                if element.WhichOneof("type") == "slider" and element.slider.id.endswith(".depth"):
                    self._slider = element.slider.id

    async def _follow(self, url: str) -> None:
        async with websockets.connect(url, max_size=None) as socket:
            await socket.send('{"have":0}')
            if self.hidden:
                await socket.send('{"hidden":true}')
            if self.seen:
                await socket.send(json.dumps({"seen": self.seen}))
            while True:
                message = await socket.recv(decode=False)
                if not self.reads:
                    await asyncio.Event().wait()
                if number := NUMBER.search(message, 0, LOOKED_THROUGH):
                    file = FILE.search(message)
                    self.frames.append(Frame(time.monotonic(), len(message), file[1].decode() if file else ""))
                    await socket.send(f'{{"taken":{int(number[1])}}}')

    def _ask(self, depth: int | None = None) -> bytes:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash, asked.page_name = self.query, self._script, self.page
        if depth is not None and self._slider:
            moved = asked.widget_states.widgets.add(id=self._slider)
            moved.double_array_value.data.append(depth)
        return message.SerializeToString()
