"""The run on show in a lesson, alone or with a class, beside those that it is compared with."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Look, Trial
from gradflow.service.training.run_group import RunGroup
from gradflow.service.viewing.audience import TRAINING_OF_INTERVAL
from gradflow.service.viewing.commands import COMMANDS
from gradflow.service.viewing.playback import Playback
from gradflow.text import Words
from gradflow.ui.laboratory.frames.lab_frame import advance
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.live import Part
from gradflow.ui.laboratory.run_view import run_transport, run_view
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.lessons.asking import Asking
from gradflow.ui.session.visit import Visit
from gradflow.ui.twins.runs_view import runs_view

SIZES = "profile"  # the picture of sizes over depth, or time
CURVES = "curves"  # of how well it learns, step by step
LEARNING = ("loss", "training_accuracy", "held_out_loss", "held_out_accuracy")  # what is read in them
CONTROLS = ("play", "step", "scrub")  # of a run in a lesson
TOLD = {name: COMMANDS[name] for name in ("play", "pause", "step", "restart", "scrub")}  # by them


def watch(
    visit: Visit,
    session: Asking,
    experiment: Experiment,
    look: Look,
    words: Words,
    parts: tuple[Part, ...],
    runs: list[Experiment],
    at: int,
    rest: int,
    there: bool | None = None,
    only: Collection[str] = CONTROLS,
    steps: tuple[int, int] | None = None,
) -> None:
    """The live run, and beside it what is compared with it, as far as the step that is read. rest: the step of the run
    on show that the text speaks of. there: whether the text knows all of them. only: these of its controls; without any
    it goes to its end by itself. steps: the first and the last that are shown, None for all."""
    spoken = words.along(experiment.family.axis)
    lab = session.watch(experiment, _view_of(experiment, look))
    lab.every_map = look.every_map
    if not only:
        session.run_on()
    ready = partial(_is_ready, session, runs, at)
    run_view(
        visit,
        lab,
        spoken,
        parts=parts,
        pictures=(picture_of(experiment, look, rest),),
        controls=(partial(run_transport, only=only),) if only else (),
        commands=TOLD if only else {},
        besides=ready,
        drawn_for=there,
        waits=lambda: not ready(),
        go_on=partial(_go_on, session, lab, runs, at, rest, steps),
        key="lesson_run",
    )


def watch_trials(
    visit: Visit,
    session: Asking,
    trials: Sequence[Trial],
    said: Sequence[str],
    words: Words,
    rest: int,
    only: Collection[str] = CONTROLS,
    steps: tuple[int, int] | None = None,
) -> None:
    """The runs that decide on a sentence, one below the other at the same step, each under what is said of it. The rest
    as of `watch`."""
    together = session.compare([(each.experiment, _view_of(each.experiment, each.look)) for each in trials])
    if not only:
        session.run_on()
    looks = [answering(each.experiment, each.look, each.reads) for each in trials]
    pictures = [picture_of(each.experiment, look, rest) for each, look in zip(trials, looks, strict=True)]
    runs_view(
        visit,
        together,
        words.along(trials[0].experiment.family.axis),
        dict(zip(said, pictures, strict=True)),
        commands=TOLD if only else {},
        only=only,
        go_on=partial(_hold, session, together.playback, rest, steps),
    )


def answering(experiment: Experiment, look: Look, reads: str) -> Look:
    """Where to look for this number: of how well it learns at its curves, where the view has them and the lesson names
    no other picture."""
    has_curves = CURVES in LABORATORIES[experiment.family].views[_view_of(experiment, look)].names
    return replace(look, picture=CURVES) if reads in LEARNING and has_curves and not look.picture else look


def picture_of(experiment: Experiment, look: Look, rest: int) -> str:
    """The picture below the maps. Where the text speaks of the first step, sizes: over training there is one point."""
    names = LABORATORIES[experiment.family].views[_view_of(experiment, look)].names
    return look.picture or (SIZES if rest == 0 and SIZES in names else names[0])


def _view_of(experiment: Experiment, look: Look) -> str:
    return look.view or next(iter(LABORATORIES[experiment.family].views))


def _go_on(
    session: Asking,
    lab: LabSession,
    runs: list[Experiment],
    at: int,
    rest: int,
    steps: tuple[int, int] | None,
    interval: float,
) -> None:
    advance(lab, interval)
    _hold(session, lab.playback, rest, steps)
    share = lab.server.audience.share(interval)
    RunGroup(lab.server.runs, runs).advance(at + 1, TRAINING_OF_INTERVAL * interval, share)


def _hold(session: Asking, playback: Playback, rest: int, steps: tuple[int, int] | None) -> None:
    """Stand still where the text speaks of it, and show no other steps than these."""
    session.rest(rest + 1)
    if steps:
        playback.keep_within(*steps)


def _is_ready(session: Asking, runs: list[Experiment], at: int) -> bool:
    return session.traces(runs, at) is not None
