"""The timed fragment: move on, say what is happening, draw it."""

from functools import partial

from gradflow.service import AUDIENCE, RUNS, TURN
from gradflow.text import Words
from gradflow.theory.predict import explain
from gradflow.ui.laboratory.other_cells import accompany
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.laboratory.views import awaited
from gradflow.ui.laboratory.pictures import pictures
from gradflow.ui.widgets.ticking import TRAINING_OF_INTERVAL, Standing, ticking
from gradflow.ui.laboratory.verdict import verdict
from gradflow.ui.laboratory.walk import walking


def live(learner: LabSession, drawn: Standing, words: Words) -> None:
    """Frames as long as there is something to wait for; none while paused or done."""
    ticking(learner.name, drawn, partial(standing, learner), partial(frame, learner, words))


def frame(learner: LabSession, words: Words, interval: float) -> None:
    """One tick's work."""
    trace = learner.playback.tick(RUNS, TRAINING_OF_INTERVAL * interval, AUDIENCE.share(interval))
    accompany(learner, TRAINING_OF_INTERVAL * interval, AUDIENCE.share(interval))
    with TURN:
        prediction = explain(learner.experiment)
        verdict(learner, trace, prediction, words)
        playback = learner.playback
        seen = trace if playback.waiting else RUNS.get(learner.experiment).upto(playback.furthest)
        pictures(learner, trace, seen, prediction, words)


def standing(learner: LabSession) -> Standing:
    playback = learner.playback
    interval = None
    if playback.waiting or awaited(learner):
        interval = AUDIENCE.interval_for(learner.name, RUNS.get(learner.experiment).fastest)
    elif walking(learner):
        interval = AUDIENCE.interval_for(learner.name, 0.0)
    return Standing.at(learner.now, playback, interval)
