"""Stream: what one session's page shows, and what its browser has of it."""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.wire import Wire
from gradflow.invalid import QueryPair
from gradflow.service.server import Server
from gradflow.service.viewing.commands import Command
from gradflow.streaming.text import html

AGAIN = 2.0  # seconds after which a page that is still not right is asked once more to be drawn anew


@dataclass(frozen=True)
class Sight:
    """What there is to see just now.

    pictures: by the names under which the browser keeps them. texts: markdown, by name. file: what files of the
    pictures are named by. state: what the page around them must be drawn for. interval: seconds until there may be
    something else to see; None: nothing moves. progress: of what is made, 0 to 1, where that is shown. transports:
    where each of them is, by its name (`frontend/transports.js`). place: what a link says of where that is.
    """

    pictures: Mapping[str, LiveFigure]
    texts: Mapping[str, str]
    file: str
    state: Hashable
    interval: float | None
    progress: float | None = None
    transports: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    place: Sequence[QueryPair] = ()


class Watched(Protocol):
    """Whom the server's audience counts."""

    @property
    def name(self) -> str: ...
    @property
    def server(self) -> Server: ...


@dataclass(frozen=True)
class LivePage:
    """What is on a page. session: whose. look: move on for so many seconds and see. state: what the page around it was
    drawn for. grid: whether it shows a grid, and not runs. commands: what the session may be told, by name."""

    session: Watched
    look: Callable[[float], Sight]
    state: Hashable
    grid: bool = False
    commands: Mapping[str, Command] = field(default_factory=dict)


@dataclass(eq=False)
class Stream:
    """Made by a session, found by its token. A page is shown by the session's own thread; frames are made in others,
    one at a time.

    failure: what went wrong in making a frame, for the page to say. ended: with its session. heard: the number of the
    last command: one that a lost connection has repeated is not obeyed again.
    """

    clock: Callable[[], float] = time.monotonic
    failure: Exception | None = None
    ended: bool = False
    version: int = 0
    page: LivePage | None = None
    heard: int = 0
    _wire: Wire = field(default_factory=Wire)
    _last: bytes | None = None
    _again: bytes | None = None
    _asked_anew: tuple[int, float] = (0, 0.0)
    _interval: float | None = None
    _making: threading.Lock = field(default_factory=threading.Lock)
    _wakes: Callable[[], None] | None = None

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

    def end(self) -> None:
        """Its session is no more."""
        self.ended = True
        self.show(None)

    def wakes(self, call: Callable[[], None] | None) -> None:
        """What is called, from any thread, when there is something else to see."""
        self._wakes = call

    def _news(self) -> None:
        self.version += 1
        if self._wakes is not None:
            self._wakes()

    def resume(self, number: int) -> None:
        """The browser has everything up to this message. If only the last was lost, that one is sent again; from
        anything else it cannot go on, and gets everything."""
        with self._making:
            self._again = self._last if number == self._wire.number - 1 else None
            if number != self._wire.number and self._again is None:
                self._wire = Wire()

    def frame(self) -> tuple[bytes | None, float | None]:
        """The next message, None if nothing is new; and in how many seconds to ask again, None for not before it is
        woken."""
        with self._making:
            if self._again is None:
                message, interval = self._next()
                self._last = message or self._last
                return message, interval
            message, self._again = self._again, None
            return message, 0.0

    def _next(self) -> tuple[bytes | None, float | None]:
        page, version, heard = self.page, self.version, self.heard
        if page is None:
            return None, None
        audience = page.session.server.audience
        try:
            sight = _seen(page, self._interval or audience.interval_for(page.session.name))
        except Exception as failure:
            logging.getLogger(__name__).exception("a frame could not be made")
            self.failure = failure
            return self._wire.message(None, {"anew": self._anew(version)}), None
        if sight.interval is not None:
            audience.saw(page.session.name, sight.interval, page.grid)
        self._interval = sight.interval
        said: dict[str, Any] = {f"text.{name}": html(text) for name, text in sight.texts.items()}
        said |= {f"transport.{name}": dict(at) for name, at in sight.transports.items()}
        said |= {"file": sight.file, "progress": sight.progress, "heard": heard}
        said |= {"place": {"of": page.session.name, "pairs": [list(pair) for pair in sight.place]}}
        wrong = sight.state != page.state
        if wrong:
            said["anew"] = self._anew(version)
        interval = AGAIN if wrong and sight.interval is None else sight.interval
        return self._wire.message(sight.pictures, said), interval

    def _anew(self, version: int) -> str:
        """Which request to draw the page anew this is: another one for another page, and after a while."""
        asked, since = self._asked_anew
        now = self.clock()
        if asked != version or now - since >= AGAIN:
            self._asked_anew = version, now
        return "{}.{:.1f}".format(*self._asked_anew)


def _seen(page: LivePage, interval: float) -> Sight:
    """A click may take away what is just being looked at, data of one's own, say: then what is there now."""
    try:
        return page.look(interval)
    except Exception:
        return page.look(interval)
