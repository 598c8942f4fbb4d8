"""The timed fragment: move on, say what is happening, draw it."""

from functools import partial

from gradflow.service import AUDIENCE, RUNS, TURN
from gradflow.text import Words
from gradflow.theory.predict import explain
from gradflow.ui.laboratory.other_cells import accompany
from gradflow.ui.laboratory.pictures import pictures
from gradflow.ui.laboratory.verdict import verdict
from gradflow.ui.laboratory.views import awaited
from gradflow.ui.laboratory.walk import walking
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.ticking import TRAINING_OF_INTERVAL, Standing, ticking


def live(session: LabSession, drawn: Standing, words: Words) -> None:
    """Frames as long as there is something to wait for; none while paused or done."""
    ticking(session.name, drawn, partial(standing, session), partial(frame, session, words))


def frame(session: LabSession, words: Words, interval: float) -> None:
    """One tick's work."""
    trace = session.playback.tick(RUNS, TRAINING_OF_INTERVAL * interval, AUDIENCE.share(interval))
    accompany(session, TRAINING_OF_INTERVAL * interval, AUDIENCE.share(interval))
    with TURN:
        prediction = explain(session.experiment)
        verdict(session, trace, prediction, words)
        playback = session.playback
        seen = trace if playback.waiting else RUNS.get(session.experiment).upto(playback.furthest)
        pictures(session, trace, seen, prediction, words)


def standing(session: LabSession) -> Standing:
    playback = session.playback
    interval = None
    if playback.waiting or awaited(session):
        interval = AUDIENCE.interval_for(session.name, RUNS.get(session.experiment).fastest)
    elif walking(session):
        interval = AUDIENCE.interval_for(session.name, 0.0)
    return Standing.at(session.now, playback, interval)
