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


class Pump:
    """send: to the browser. threads: in which frames are made."""

    def __init__(self, stream: Stream, send: Callable[[bytes], Awaitable[None]], threads: Executor) -> None:
        self._stream = stream
        self._send = send
        self._threads = threads
        self._changed = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._due = math.inf
        self._seen = -1  # of the stream's versions
        self._taken = True
        self._hidden = False

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

    async def run(self) -> None:
        """Until the session ends, or it is cancelled with the connection."""
        while not self._stream.ended:
            self._changed.clear()
            left = self._left()
            if left > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), None if left == math.inf else left)
                continue
            begun, self._seen = self._loop.time(), self._stream.version
            message, interval = await self._loop.run_in_executor(self._threads, self._stream.frame)
            self._due = math.inf if interval is None else begun + interval
            if message is not None:
                self._taken = False
                await self._send(message)

    def _left(self) -> float:
        """Seconds until the next frame is to be made."""
        if self._hidden or not self._taken:
            return math.inf
        return 0.0 if self._stream.version != self._seen else self._due - self._loop.time()
