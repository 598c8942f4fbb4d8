"""The walk: one forward and one backward pass of the step on show, layer by layer."""

from collections.abc import Mapping
from dataclasses import dataclass

from gradflow.diagnosis.passes import Passes, passes_of
from gradflow.figures import factors, passes
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.run.walk_formula import walk_formula
from gradflow.networks import Layered, downcast
from gradflow.reading import walked
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.session.lab_session import LabSession

VIEW = "walk"


@dataclass(frozen=True)
class Walked:
    """Where a walk is: the passes it goes through, None before the first step; what happens there, in words and as a
    formula, "" where there is none; the two pictures, by name; what its transport shows."""

    passes: Passes | None
    said: str
    formula: str
    pictures: dict[str, LiveFigure]
    where: Mapping[str, int]


def walking(session: LabSession) -> bool:
    return session.view == VIEW and session.walk.moving


def walk(session: LabSession, trace: Trace, words: Words) -> Walked:
    """Move on, and see what there is."""
    place = session.walk
    seen = passes_of(trace) if len(trace) else None
    if session.playback.playing:
        place.pause()
    if seen:
        place.tick(seen.last, seen.end)
    network = downcast(session.now.network, Layered)
    said = walked(seen, place.position, network, words) if seen else words("walk.waiting")
    formula = walk_formula(seen, place.position, network) if seen else ""
    plain = said.replace("**", "")
    drawn = {"passes": passes, "factors": factors}
    pictures = {name: figure(trace, seen, place.position, plain, words) for name, figure in drawn.items()}
    where = {"moving": int(place.moving), "position": place.position, "last": seen.last if seen else 0}
    return Walked(seen, said, formula, pictures, where)
