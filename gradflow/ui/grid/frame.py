"""The frame of a page of grids: the picture of all runs, how many there are, and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass

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
class GridPage:
    """One way to look at a grid.

    name: its file and address. default: the grid it opens with. fits: whether it can draw one. axes: its controls.
    figure: the picture. height: its height in pixels. measures: what may colour a cell, the first at first; none where
    there is no choice. reading: the keys of how the picture is read.
    """

    name: str
    default: Callable[[Family], Grid]
    fits: Callable[[Grid], bool]
    axes: Callable[[GridSession, Words], None]
    figure: Callable[[GridSession, list[Group], Words], LiveFigure]
    height: Callable[[GridSession, Words], int]
    reading: Callable[[Grid], tuple[str, ...]]
    measures: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class GridFrame(LiveFrame):
    """progress: 0 to 1."""

    progress: float


def frame_of(page: GridPage, session: GridSession, snapshot: Snapshot, words: Words, interval: float) -> GridFrame:
    """snapshot: what there is of the grid. interval: seconds between two frames."""
    listed, audience = session.groups(snapshot), session.server.audience
    made_of = (session.grid, len(snapshot.cells), session.shown, words)
    figure = session.figure(made_of, lambda: page.figure(session, listed, words))
    slower = words("status.slower", learners=len(audience), seconds=f"{interval:g}") if audience.slowed else ""
    waits = "" if snapshot.finished or session.server.memory.has_room() else words("status.memory")
    notes = [_held(session, words), waits, slower, _explained(page, session.grid, listed, words)]
    return GridFrame(
        text=FrameText(figure.label, _status(snapshot, words), tuple(filter(None, notes))),
        pictures={page.name: figure},
        progress=min(1.0, snapshot.progress),
    )


def _held(session: GridSession, words: Words) -> str:
    """Which task and which networks these are: what all runs have alike."""
    now = session.now
    values = now.values()
    told = [name for name in HELD if name in values and name not in session.values and now.reads(name)]
    absent = (*ABSENT, now.task if is_lent(now.task) else "")  # a learner's own data has no name here
    settings = [words.set_to(name, values[name]) for name in told if values[name] not in absent]
    return words("grid.held", settings=words("grid.held_and").join(settings))


def _status(snapshot: Snapshot, words: Words) -> str:
    if snapshot.exhausted:
        return words("grid.exhausted", minutes=int(LONGEST / 60))
    if snapshot.finished:
        return words("grid.finished", runs=len(snapshot.grid))
    if snapshot.compiling and not snapshot.cells:
        return words("grid.compiling")
    return words("grid.progress", percent=f"{100 * snapshot.progress:.0f}")


def _explained(page: GridPage, grid: Grid, listed: list[Group], words: Words) -> str:
    """How to read the picture, and what the signs in it stand for."""
    signals = {group.signal for group in listed}
    signs = " · ".join(f"{sign} {words(f'verdict.{signal}')}" for signal, sign in SYMBOLS.items() if signal in signals)
    return " ".join(words(key, signs=signs) for key in page.reading(grid) if signs or key != "grid.signs")
