"""Visit: everything that one browser session holds, page by page."""

from dataclasses import dataclass, field
from weakref import finalize

from gradflow.classroom.own.marking import Marking
from gradflow.comparison.grid import Grid
from gradflow.experiment import Experiment
from gradflow.networks import Family
from gradflow.service.server import Server
from gradflow.service.viewing.playback import Playback
from gradflow.streaming.stream import Stream
from gradflow.text import Words
from gradflow.ui.session.address import Address
from gradflow.ui.session.cases_session import CasesSession
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from gradflow.ui.session.lessons.room_session import RoomSession
from gradflow.ui.session.twins_session import TwinsSession


@dataclass
class Visit:
    """labs: by family; lab: the one on show last. twins, lessons: None before their page or a pin needs
    some. room: the one that this session is in; room_asked: what the address said of it; opened: the code and the
    secret of one that was opened here; refused: the key of why none was; markings: which choice is right, by question.

    grids: by page. searching: one that is to be gone to. page: the address of the page on show; address: what the
    browser's bar says. stream: of what moves on it; token: its name in the browser, of no use to anybody once the
    session has ended.
    """

    server: Server
    words: Words
    labs: dict[Family, LabSession] = field(default_factory=dict)
    lab: LabSession | None = None
    twins: TwinsSession | None = None
    grids: dict[str, GridSession] = field(default_factory=dict)
    cases: CasesSession = field(default_factory=CasesSession)
    lessons: LessonsSession | None = None
    room: RoomSession | None = None
    room_asked: dict[str, str] = field(default_factory=dict)
    opened: tuple[str, str] | None = None
    refused: str = ""
    markings: dict[int, Marking] = field(default_factory=dict)
    searching: Grid | None = None
    page: str | None = None
    address: Address = field(default_factory=Address)
    stream: Stream = field(default_factory=Stream)
    token: str = ""

    def __post_init__(self) -> None:
        self.token = self.server.streams.open(self.stream)
        finalize(self, self.stream.end)

    def come_to(self, page: str) -> None:
        """Go to this page. Of another nothing is shown any more, and work for its grid ends with its chunk."""
        if page != self.page:
            self.page = page
            self.stream.show(None)
        for name, grid in self.grids.items():
            if name != page:
                self.server.grids.leave(grid.name)

    def learner(self) -> LessonsSession:
        """Who remembers what this learner has done, on whichever page."""
        if self.lessons is None:
            self.lessons = LessonsSession(self.server)
        return self.lessons

    def pin(self, experiment: Experiment) -> None:
        """Put a run among the twins."""
        if self.twins is None:
            self.twins = TwinsSession(self.server, (experiment,), Playback(experiment), self.labs, chosen=True)
        else:
            self.twins.pin(experiment)

    def search(self, page: str, grid: Grid) -> None:
        """Go to this grid on its page; one not yet been to reads it from its link."""
        self.searching = grid
        if (session := self.grids.get(page)) is not None:
            session.arrive(grid, session.shown, (), None)

    def open(self, experiment: Experiment) -> None:
        """Show this run in the laboratory of its family; one not yet been to reads it from its link."""
        lab = self.labs.get(experiment.family)
        if lab is not None:
            lab.broken = []
            lab.open(experiment)
