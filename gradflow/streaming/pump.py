"""Pump: asks a stream for frames and sends them to one browser, as fast as it is to have them and takes them.

Nothing is queued: the next frame is made when the one before was taken, so a browser that never reads costs nothing,
and a slow one sees the newest.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import suppress

from gradflow.streaming.stream import Stream

PATIENCE = 0.1  # seconds a frame waits for its run to go on; of one that takes longer it shows what there is
BEAT = 15.0  # seconds without a frame after which an empty message says that the connection is alive


class Pump:
    """One connection's. send: to the browser. training, drawing: threads in which runs go on, and frames are made."""

    def __init__(
        self, stream: Stream, send: Callable[[bytes], Awaitable[None]], training: Executor, drawing: Executor
    ) -> None:
        self._stream = stream
        self._send = send
        self._training = training
        self._drawing = drawing
        self._advancing: asyncio.Future[None] | None = None
        self._changed = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._due = math.inf
        self._spoke = self._loop.time()
        self._seen = -1  # of the stream's versions
        self._taken = False  # before it has said what it has there is nothing that it could take
        self._hidden = False
        self._turn = stream.follow(self.wake)

    def begin(self, have: int) -> None:
        """The browser has everything up to this message, and may be sent the next."""
        self._stream.resume(self._turn, have)
        self.taken()

    def taken(self) -> None:
        """The browser has the last message."""
        self._taken = True
        self._changed.set()

    def hide(self, hidden: bool) -> None:
        """Nobody looks at a hidden tab: no frame is made for it."""
        self._hidden = hidden
        self._changed.set()

    def wake(self) -> None:
        """From any thread: there may be something else to see."""
        with suppress(RuntimeError):  # the loop has been closed with the server
            self._loop.call_soon_threadsafe(self._changed.set)

    def leave(self) -> None:
        """The connection is no more."""
        self._stream.leave(self._turn)

    @property
    def replaced(self) -> bool:
        """Whether another connection follows the stream since."""
        return self._stream.turn != self._turn

    async def run(self) -> None:
        """Until the session ends, it is replaced, or it is cancelled with the connection."""
        while not (self._stream.ended or self.replaced):
            self._changed.clear()
            left, quiet = self._left(), self._spoke + BEAT - self._loop.time()
            if left > 0 and quiet > 0:
                later = self._loop.call_later(min(left, quiet), self._changed.set)  # cheaper than a time limit
                try:
                    await self._changed.wait()
                finally:
                    later.cancel()
            elif left > 0:
                await self._say(b"")
            else:
                await self._next()

    async def _next(self) -> None:
        due, begun, self._seen = self._due, self._loop.time(), self._stream.version
        await self._advance()
        message, interval = await self._loop.run_in_executor(self._drawing, self._stream.frame, self._turn)
        # Who was late a little is due as if not, or every frame would come later than the one before.
        since = due if interval is not None and due <= begun < due + interval else begun
        self._due = math.inf if interval is None else since + interval
        if message is not None and not self.replaced:
            self._taken = False
            await self._say(message)

    async def _advance(self) -> None:
        """Let the run go on and wait for it a little, unless it is still at what it was asked before."""
        if self._advancing is None or self._advancing.done():
            self._advancing = self._loop.run_in_executor(self._training, self._stream.advance, self._turn)
            await asyncio.wait([self._advancing], timeout=PATIENCE)

    async def _say(self, message: bytes) -> None:
        await self._send(message)
        self._spoke = self._loop.time()

    def _left(self) -> float:
        """Seconds until the next frame is to be made."""
        if self._hidden or not self._taken:
            return math.inf
        return 0.0 if self._stream.version != self._seen else self._due - self._loop.time()
