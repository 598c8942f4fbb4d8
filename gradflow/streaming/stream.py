"""Stream: what one session's page shows, and what its browser has of it."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from gradflow.figures.drawing.wire import Wire
from gradflow.streaming.live_page import LivePage, Sight
from gradflow.streaming.text import html

T = TypeVar("T")
AGAIN = 2.0  # seconds after which a page that is still not right is asked once more to be drawn anew
DESCRIBED = 2.0  # seconds after which a picture that moves is described anew, for who hears it
SOON = 0.05  # seconds until it is asked again while a frame for a connection that was lost is still being made


@dataclass(eq=False)
class Stream:
    """Made by a session, found by its token. A page is shown by the session's own thread; frames are made in others,
    one at a time, for the connection that follows it: one at a time as well, the latest.

    failure: what went wrong in making a frame, for the page to say. ended: with its session. version: of what is shown.
    turn: whose turn it is to have frames, counted by the connections. heard: the number of the last command: one that a
    lost connection has repeated is not obeyed again. on_screen: the names of the pictures that the learner sees without
    scrolling, None while the browser has not said.
    """

    clock: Callable[[], float] = time.monotonic
    failure: Exception | None = None
    ended: bool = False
    version: int = 0
    turn: int = 0
    page: LivePage | None = None
    heard: int = 0
    on_screen: frozenset[str] | None = None
    _wire: Wire = field(default_factory=Wire)
    _last: bytes | None = None
    _have: int | None = None
    _described: float = float("-inf")  # when
    _asked_anew: tuple[int, float] = (0, 0.0)
    _interval: float | None = None
    _trouble: Exception | None = None  # in going on
    _making: threading.Lock = field(default_factory=threading.Lock)
    _advancing: threading.Lock = field(default_factory=threading.Lock)
    _wake: Callable[[], None] | None = None

    def show(self, page: LivePage | None) -> None:
        """From now on this is on the page; None: nothing that moves."""
        self.page = page
        self._news()

    def obey(self, session: str, name: str, to: int, number: int) -> None:
        """Do what this command of the table says, to the session of this name; if another is on the page by now, that
        one was not meant. It does not wait for a frame that is just being made, and the next one shows what it did."""
        if number <= self.heard:
            return
        page = self.page
        if page is not None and page.session.name == session and name in page.commands:
            page.commands[name].act(page.session, to)
        self.heard = number
        self._news()

    def sees(self, pictures: Iterable[str]) -> None:
        """The browser shows these just now; what has come into sight is wanted as it is by now."""
        self.on_screen = frozenset(pictures)
        self._news()

    def end(self) -> None:
        """Its session is no more."""
        self.ended = True
        self.show(None)

    def follow(self, wake: Callable[[], None]) -> int:
        """A browser has connected. wake: called, from any thread, when there may be something else to see. Returns the
        turn by which it asks for frames; who followed before is woken, and has none any more."""
        before, self._wake = self._wake, wake
        self.turn += 1
        if before is not None:
            before()
        return self.turn

    def leave(self, turn: int) -> None:
        """Its connection is no more."""
        if turn == self.turn:
            self._wake = None

    def _news(self) -> None:
        self.version += 1
        if (wake := self._wake) is not None:
            wake()

    def resume(self, turn: int, number: int) -> None:
        """The browser has everything up to this message. If only the last was lost, that one is sent again; from
        anything else it cannot go on, and gets everything."""
        if turn == self.turn:
            self._have = number

    def advance(self, turn: int) -> None:
        """Go on, before the next frame or while others are made; not twice at once."""
        page = self.page
        if page is None or page.advance is None or turn != self.turn or not self._advancing.acquire(blocking=False):
            return
        try:
            _tried(partial(page.advance, self._interval_of(page)))
        except Exception as failure:
            self._trouble = failure
        finally:
            self._advancing.release()

    def frame(self, turn: int) -> tuple[bytes | None, float | None]:
        """The next message, None if nothing is new; and in how many seconds to ask again, None for not before it is
        woken. It never waits for another thread, so that those who connect again and again take up only one."""
        if not self._making.acquire(blocking=False):
            return None, SOON
        try:
            if turn != self.turn:
                return None, None
            have, self._have = self._have, None
            if have is not None and have != self._wire.number:
                if have == self._wire.number - 1 and self._last is not None:
                    return self._last, 0.0
                self._wire = Wire()
            message, interval = self._next()
            self._last = message or self._last
            return message, interval
        finally:
            self._making.release()

    def _next(self) -> tuple[bytes | None, float | None]:
        page, version, heard = self.page, self.version, self.heard
        if page is None:
            return None, None
        audience = page.session.server.audience
        try:
            if self._trouble is not None:
                raise self._trouble
            sight = _tried(page.look)
        except Exception as failure:
            return self._failed(failure, version)
        if sight.interval is not None:
            audience.saw(page.session.name, sight.interval, page.grid)
        self._interval = sight.interval
        said: dict[str, Any] = {f"text.{name}": html(text) for name, text in sight.texts.items()}
        said |= {f"transport.{name}": dict(at) for name, at in sight.transports.items()}
        said |= {"file": sight.file, "progress": sight.progress, "heard": heard}
        place = {"of": page.session.name, "run": sight.run, "pairs": [list(pair) for pair in sight.place]}
        said |= {"place": place}
        wrong = sight.state != page.state and page is self.page  # not if it has been drawn anew meanwhile
        if wrong:
            said["anew"] = self._anew(version)
        interval = AGAIN if wrong and sight.interval is None else sight.interval
        try:
            return self._wire.message(sight.pictures, said, self._describes(sight)), interval
        except Exception as failure:  # halfway: what the browser has is not known any more
            self._wire = Wire()
            return self._failed(failure, version)

    def _describes(self, sight: Sight) -> bool:
        """Whether it is time to describe the pictures anew: what stands still is described as it is."""
        now = self.clock()
        due = sight.interval is None or now - self._described >= DESCRIBED
        self._described = now if due else self._described
        return due

    def _interval_of(self, page: LivePage) -> float:
        """Seconds between two frames."""
        return self._interval or page.session.server.audience.interval_for(page.session.name)

    def _failed(self, failure: Exception, version: int) -> tuple[bytes | None, None]:
        logging.getLogger(__name__).error("a frame could not be made", exc_info=failure)
        self.failure, self._trouble = failure, None
        return self._wire.message(None, {"anew": self._anew(version)}), None

    def _anew(self, version: int) -> str:
        """Which request to draw the page anew this is: another one for another page, and after a while."""
        asked, since = self._asked_anew
        now = self.clock()
        if asked != version or now - since >= AGAIN:
            self._asked_anew = version, now
        return "{}.{:.1f}".format(*self._asked_anew)


def _tried(look: Callable[[], T]) -> T:
    """A click may take away what is just being looked at, data of one's own, say: then what is there now."""
    try:
        return look()
    except Exception:
        return look()
