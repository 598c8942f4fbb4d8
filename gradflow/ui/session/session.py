"""What every page has of the one who looks at it: a session, and the frame that is on show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.networks import Family
from gradflow.service.server import Server
from gradflow.tasks.own import Own


class Session(Protocol):
    """One browser session's place on one page: a plain object, handed the server, that knows nothing of Streamlit.

    name: whom the server's audience counts. family: of the networks it watches. own: data of one's own that it may
    learn from.
    """

    @property
    def server(self) -> Server: ...
    @property
    def name(self) -> str: ...
    @property
    def family(self) -> Family: ...
    @property
    def own(self) -> Own | None: ...


@dataclass(frozen=True)
class FrameText:
    """headline: what is happening; status: how far it is; notes: what else is to be said, a line each.

    All of it is markdown, "" where there is nothing to say.
    """

    headline: str
    status: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LiveFrame:
    """What moves on a page, as it stands: made without Streamlit from a session, its server and the words.

    pictures: by the names under which the browser keeps them.
    """

    text: FrameText
    pictures: Mapping[str, LiveFigure]
