"""The frame of a page of grids: its pictures, how many runs there are, and how it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Group
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.grid.targets import SYMBOLS
from gradflow.networks import Family
from gradflow.service.grid.grid_run import Snapshot
from gradflow.service.training.run import LONGEST
from gradflow.tasks import is_lent
from gradflow.text import Words
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.session import FrameText, LiveFrame

# What tells one grid from another, in the order in which one would say it.
HELD = (
    *("task", "depth", "width", "cell", "hidden_size", "sequence_length", "activation", "initializer"),
    *("recurrent_initializer", "normalization", "connection", "optimizer", "learning_rate", "batch_size", "steps"),
)
ABSENT = ("none", "plain")


@dataclass(frozen=True)
class GridFrame(LiveFrame):
    """progress: 0 to 1. readings: what is said above each of several pictures, by name."""

    progress: float
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Placed:
    """A picture on the page. height: in pixels, broad. reading: the name of what is said above it, "" for nothing."""

    name: str
    height: int
    reading: str = ""


class GridView(Protocol):
    """What is seen of a grid."""

    def placed(self, session: Any, words: Words) -> tuple[Placed, ...]: ...
    def frame(self, session: Any, snapshot: Snapshot, words: Words, interval: float) -> GridFrame:
        """snapshot: what there is of the grid. interval: seconds between two frames."""
        ...

    def advance(self, session: Any, seconds: float) -> object:
        """Let go on what is no run of the grid, within so many seconds."""
        ...


@dataclass(frozen=True)
class GridPage:
    """One way to look at a grid.

    name: its file and address. default: the grid it opens with. fits: whether it can draw one. axes: its controls.
    view: what is seen. measures: what may colour a cell, the first at first; none where there is no choice.
    session: the class of its sessions. besides: fields that `axes` has controls for and that are no axes. seeds:
    whether they may be one more axis. offers: controls beside the run to open, the table and the link.
    """

    name: str
    default: Callable[[Family], Grid]
    fits: Callable[[Grid], bool]
    axes: Callable[[Any, Words], None]
    view: GridView
    measures: tuple[str, ...] = ("",)
    session: type[GridSession] = GridSession
    besides: tuple[str, ...] = ()
    seeds: bool = True
    offers: Callable[[Any, Words], object] = lambda session, words: None


@dataclass(frozen=True)
class OnePicture:
    """All runs in one picture. height: of it, in pixels. keys: of how it is read."""

    name: str
    figure: Callable[[GridSession, list[Group], Words], LiveFigure]
    height: Callable[[GridSession, Words], int]
    keys: Callable[[Grid], tuple[str, ...]]

    def placed(self, session: GridSession, words: Words) -> tuple[Placed, ...]:
        return (Placed(self.name, self.height(session, words)),)

    def frame(self, session: GridSession, snapshot: Snapshot, words: Words, interval: float) -> GridFrame:
        listed = session.groups(snapshot)
        made_of = (session.grid, len(snapshot.cells), session.shown, words)
        figure = session.figure(made_of, lambda: self.figure(session, listed, words))
        explained = _explained(self.keys(session.grid), listed, words)
        notes = (held(session, words), *waiting(session, snapshot, words, interval), explained)
        return GridFrame(
            text=FrameText(figure.label, status(snapshot, words), tuple(filter(None, notes))),
            pictures={self.name: figure},
            progress=min(1.0, snapshot.progress),
        )

    def advance(self, session: GridSession, seconds: float) -> None:
        """There is nothing else."""


def waiting(session: GridSession, snapshot: Snapshot, words: Words, interval: float) -> tuple[str, ...]:
    """What keeps it, if anything does: too little memory, many who watch."""
    audience = session.server.audience
    slower = words("status.slower", learners=len(audience), seconds=f"{interval:g}") if audience.slowed else ""
    waits = "" if snapshot.finished or session.server.memory.has_room() else words("status.memory")
    return waits, slower


def held(session: GridSession, words: Words) -> str:
    """Which task and which networks these are: what all runs have alike."""
    now = session.now
    values = now.values()
    told = [name for name in HELD if name in values and name not in session.values and now.reads(name)]
    absent = (*ABSENT, now.task if is_lent(now.task) else "")  # a learner's own data has no name here
    settings = [words.set_to(name, values[name]) for name in told if values[name] not in absent]
    return words("grid.held", settings=words("grid.held_and").join(settings))


def status(snapshot: Snapshot, words: Words) -> str:
    if snapshot.exhausted:
        return words("grid.exhausted", minutes=int(LONGEST / 60))
    if snapshot.finished:
        return words("grid.finished", runs=len(snapshot.grid))
    if snapshot.compiling and not snapshot.cells:
        return words("grid.compiling")
    return words("grid.progress", percent=f"{100 * snapshot.progress:.0f}")


def _explained(keys: tuple[str, ...], listed: list[Group], words: Words) -> str:
    """How to read the picture, and what the signs in it stand for."""
    signals = {group.signal for group in listed}
    signs = " · ".join(f"{sign} {words(f'verdict.{signal}')}" for signal, sign in SYMBOLS.items() if signal in signals)
    return " ".join(words(key, signs=signs) for key in keys if signs or key != "grid.signs")
