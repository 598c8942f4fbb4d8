"""Connections: how many there may be, and how long one may take to say what it wants or to read what it asked for.

A request that comes a byte at a time, or never, holds a connection and a file descriptor; where there are too many,
the one that has been waited for longest goes first. For uvicorn, in whose hands a connection is.
"""

import asyncio
from collections import Counter, OrderedDict
from typing import Any, Protocol

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from gradflow.serving.addresses import network_of

MOST = 8000  # that are no websockets, if descriptors allow it: a class behind a proxy opens thousands at once
OF_AN_ADDRESS = 600  # a class of a hundred opens six each
HEAD = 10.0  # seconds for a request's first lines
PART, PART_BYTES = 20.0, 16 * 2**10  # seconds for each so many bytes of its body
READ = 30.0  # seconds in which whoever is sent something must have read some of it
LONGEST_HEAD = 32 * 2**10  # bytes
PIECE = 8 * 2**10  # bytes: a head may be so much longer
MOST_LINES, LONGEST_LINE = 100, 8000  # of the head of a websocket: of more, its library gives no answer at all


class Aborts(Protocol):
    def abort(self) -> None: ...


class Connections:
    """Who is connected, and whose request is still waited for, the longest first."""

    def __init__(self, descriptors: int | None = None, of_an_address: int = OF_AN_ADDRESS) -> None:
        """descriptors: how many the system allows; the half of them is for websockets and files."""
        self._most = MOST if descriptors is None else min(MOST, descriptors // 2)
        self._of_an_address = of_an_address
        self._here: dict[Aborts, str | None] = {}
        self._addresses: Counter[str | None] = Counter()
        self._waited_for: OrderedDict[Aborts, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._here)

    def enter(self, connection: Aborts, address: str | None) -> bool:
        """Whether it may stay."""
        if address is not None and self._addresses[address] >= self._of_an_address:
            return False
        while len(self._here) >= self._most and self._waited_for:
            longest, _ = self._waited_for.popitem(last=False)
            self.leave(longest)
            longest.abort()
        if len(self._here) >= self._most:
            return False
        self._here[connection] = address
        self._addresses[address] += 1
        return True

    def leave(self, connection: Aborts) -> None:
        self._waited_for.pop(connection, None)
        if connection in self._here:
            address = self._here.pop(connection)
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]

    def wait_for(self, connection: Aborts, waits: bool) -> None:
        """Whether its request is still to come."""
        self._waited_for.pop(connection, None)
        if waits and connection in self._here:
            self._waited_for[connection] = None


class _Reader:
    """A connection whose other side reads what it is sent, or is cut off."""

    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop
    _unread: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()  # type: ignore[misc]
        self._read()
        self._unread = self.loop.call_later(READ, self.abort)

    def resume_writing(self) -> None:
        super().resume_writing()  # type: ignore[misc]
        self._read()

    def connection_lost(self, exc: Exception | None) -> None:
        self._read()
        super().connection_lost(exc)  # type: ignore[misc]

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def _read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None


class BoundedWebSocket(_Reader, WebSocketsSansIOProtocol):
    """A websocket whose other side reads."""


class BoundedHTTP(_Reader, H11Protocol):
    """A connection on which requests come in time."""

    def __init__(self, connections: Connections, **given: Any) -> None:
        super().__init__(**given)
        self._connections = connections
        self._deadline: asyncio.TimerHandle | None = None
        self._phase: Any = None
        self._part = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if self._connections.enter(self, network_of(self.client[0] if self.client else None)):
            self._expect(h11.IDLE, HEAD)
        else:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """In pieces: h11 asks how long a head is only while some of it is still to come."""
        for begin in range(0, len(data), PIECE):
            if self.transport.is_closing() or self._phase is h11.SWITCHED_PROTOCOL:
                return
            super().data_received(data[begin : begin + PIECE])
        self._watch(len(data))

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch(0)  # it may have begun with the next request, which came with the one before

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        lines = [event.target, *(name + value for name, value in self.headers)]
        if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
            return self.send_400_response("The request is too long.")
        self._expect(h11.SWITCHED_PROTOCOL, None)
        self._read()
        self._connections.leave(self)
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        self._expect(h11.CLOSED, None)
        self._connections.leave(self)
        super().connection_lost(exc)

    def _watch(self, received: int) -> None:
        """After so many bytes more: what is due now, and until when."""
        if self.transport.is_closing() or self._phase is h11.SWITCHED_PROTOCOL:
            return
        phase = self.conn.their_state
        begun = phase is not self._phase
        self._part = 0 if begun else self._part + received
        if phase is h11.SEND_BODY and (begun or self._part >= PART_BYTES):
            self._part = 0
            self._expect(phase, PART)
        elif phase is h11.IDLE and begun and self.conn.trailing_data[0]:
            self._expect(phase, HEAD)
        elif phase not in (h11.IDLE, h11.SEND_BODY):
            self._expect(phase, None)

    def _expect(self, phase: Any, seconds: float | None) -> None:
        """The rest of what is due in this phase of a request; None: nothing."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._phase = phase
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self.abort)
        self._connections.wait_for(self, seconds is not None)
