"""The frame of a laboratory: the verdict, the maps of the whole run, and the two pictures of the view."""

from collections.abc import Set
from dataclasses import dataclass, replace

from gradflow.figures import maps
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.run.chain import formula
from gradflow.repairs import report
from gradflow.service.viewing.audience import TRAINING_OF_INTERVAL
from gradflow.text import Words
from gradflow.theory.predict import explain
from gradflow.trace import Trace
from gradflow.ui.laboratory.frames.before import before
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES, answers_of, looked_at, pictures_of, remark_of
from gradflow.ui.laboratory.frames.other_cells import accompany
from gradflow.ui.laboratory.frames.truth import truth
from gradflow.ui.laboratory.frames.verdict import LabFrameText, status, verdict
from gradflow.ui.laboratory.frames.views import ViewData
from gradflow.ui.laboratory.frames.walk import VIEW as WALK
from gradflow.ui.laboratory.frames.walk import Walked, walk
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.paced import READING
from gradflow.ui.session.session import LiveFrame

SELDOM, SELDOMER = 0.5, 1.0  # seconds between two drawings of all but the maps, in a large class and in a larger
SLOWLY = 2.0  # between two sentences there
UNSEEN = 4.0  # of the view's pictures, where nobody sees them: they stand below the first screen
MAPS = "maps"  # the first of the pictures; the others are the view's


@dataclass(frozen=True)
class LabFrame(LiveFrame):
    """formula: the chain rule with its numbers, "" in other views. walk: where that is the view. of: what the files
    of the pictures are named by. truth: what a check of numbers found, "" where nobody asked."""

    text: LabFrameText
    formula: str
    walk: Walked | None
    of: str
    truth: str


def advance(session: LabSession, interval: float) -> Trace:
    """Move on, training for a part of so many seconds; what is on show then."""
    seconds, share = TRAINING_OF_INTERVAL * interval, session.server.audience.share(interval)
    for kind in looked_at(session):  # before the first step is made: a run that has passed it would begin again
        session.server.runs.get(session.experiment).watched.want(kind)
    trace = session.playback.tick(session.server.runs, seconds, share)
    accompany(session, seconds, share)
    return trace


def frame_of(session: LabSession, trace: Trace, words: Words, on_screen: Set[str] | None = None) -> LabFrame:
    """trace: up to the step on show; on_screen: the pictures that are seen, None for all. The maps stay whole while one
    goes back among what has been shown."""
    prediction, playback = explain(session.experiment), session.playback
    stage = session.server.audience.stage if playback.waiting else 0
    pace = (0.0, SELDOM, SELDOMER)[min(stage, 2)]
    interval = session.server.audience.interval_for(session.name)
    seen = trace if playback.waiting else session.server.runs.get(session.experiment).upto(playback.furthest)
    walked = walk(session, trace, words) if session.view == WALK else None
    past = before(session, len(trace) - 1)
    of = session.experiment, session.before, session.view, session.norm, len(trace) > 0, words
    reading = (SLOWLY if pace else READING) if playback.waiting else 0
    said = session.saying(of, lambda: verdict(session, trace, past, prediction, words), reading, interval)
    shown = ViewData(session, trace, prediction, words, walked, past)
    added = remark_of(shown)
    text = replace(said, status=status(session, trace, words), repair=_repair(session, trace, words))
    return LabFrame(
        text=replace(text, notes=(*said.notes, added)) if added else text,
        pictures={MAPS: _first(session, seen, past, len(trace) - 1, said.step, words)}
        | session.answering(of, lambda: answers_of(shown), pace, interval)
        | session.below(of, lambda: pictures_of(shown), UNSEEN if _unseen(session, on_screen) else pace, interval),
        formula=formula(trace) if session.view == "chain" else "",
        walk=walked,
        of=f"{session.file_name}-step{len(trace)}",
        truth=truth(session, words),
    )


def _repair(session: LabSession, trace: Trace, words: Words) -> str:
    """How far what is being repaired is."""
    found = session.inspected(trace)
    if not session.repair or not session.repairing or found is None:
        return ""
    return report(session.repair, session.repairing, session.experiment, found, words)


def _unseen(session: LabSession, on_screen: Set[str] | None) -> bool:
    """Whether the view's pictures move and are not on the screen; what stands still is drawn as it is."""
    if on_screen is None or not session.playback.waiting:
        return False
    return on_screen.isdisjoint(LABORATORIES[session.family].views[session.view].names)


def _first(session: LabSession, seen: Trace, past: Trace | None, at: int, told: int | None, words: Words) -> LiveFigure:
    """The network as bars, and its maps. The bars fall in place when a run is opened, and at every single step."""
    playback = session.playback
    needed = LABORATORIES[session.family].needed(session.experiment)
    signal = past.signal_rms[past.last_finite] if past else None
    drawn = maps(seen, words, at, every=session.every_map, before=signal, needed=needed, told=told, norm=session.norm)
    single = playback.single if playback.single == playback.step else 0
    return replace(drawn, fall=f"{playback.experiment.to_query()} {single}")
