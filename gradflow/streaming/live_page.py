"""LivePage: what is on a page, for its stream: how it goes on, what there is to see, and what it may be told."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.invalid import QueryPair
from gradflow.service.server import Server
from gradflow.service.viewing.commands import Command


@dataclass(frozen=True)
class Sight:
    """What there is to see just now.

    pictures: by the names under which the browser keeps them. texts: markdown, by name. file: what files of the
    pictures are named by. state: what the page around them must be drawn for. interval: seconds until there may be
    something else to see; None: nothing moves. progress: of what is made, 0 to 1, where that is shown. transports:
    where each of them is, by its name (`frontend/transports.js`). place: what a link says of where that is. run: which
    run that is said of, "" where there is one alone.
    """

    pictures: Mapping[str, LiveFigure]
    texts: Mapping[str, str]
    file: str
    state: Hashable
    interval: float | None
    progress: float | None = None
    transports: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    place: Sequence[QueryPair] = ()
    run: str = ""


class Watched(Protocol):
    """Whom the server's audience counts."""

    @property
    def name(self) -> str: ...
    @property
    def server(self) -> Server: ...


@dataclass(frozen=True)
class LivePage:
    """What is on a page. session: whose. look: see what there is. advance: before that, go on for the part that is its
    own of so many seconds. state: what the page around it was drawn for. grid: whether it shows a
    grid, and not runs. commands: what the session may be told, by name."""

    session: Watched
    look: Callable[[], Sight]
    state: Hashable
    advance: Callable[[float], object] | None = None
    grid: bool = False
    commands: Mapping[str, Command] = field(default_factory=dict)
