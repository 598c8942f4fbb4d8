"""Cells side by side: the same experiment with other cells, from the same seed and on the same batches."""

from gradflow.experiment import Experiment
from gradflow.networks import RNN
from gradflow.service.training.run_group import RunGroup
from gradflow.trace import RecurrentTrace
from gradflow.ui.session.lab_session import LabSession

BESIDE = "cells"  # the name of the view
CELLS = ("tanh", "gru", "lstm")


def experiments(session: LabSession) -> dict[str, Experiment]:
    """By cell; the learner's own first."""
    own = session.experiment
    assert isinstance(own.network, RNN)
    return {own.network.cell: own} | {name: own.replace(cell=name) for name in CELLS if name != own.network.cell}


def accompany(session: LabSession, seconds: float, share: float) -> None:
    """Let the others follow to the step on show, in at most `seconds`; share: as in `Run.advance`."""
    if session.view != BESIDE:
        return
    _, *others = experiments(session).values()
    RunGroup(session.server.runs, others).advance(session.playback.step, seconds, share)


def traces_beside(session: LabSession) -> dict[str, RecurrentTrace]:
    """By cell, up to the step on show, or as far as each has come."""
    runs, step = session.server.runs, session.playback.step
    traces = {name: runs.get(each).upto(step) for name, each in experiments(session).items()}
    return {name: trace for name, trace in traces.items() if isinstance(trace, RecurrentTrace)}


def caught_up(session: LabSession) -> bool:
    """Whether all have come to the step on show, or to their end."""
    return RunGroup(session.server.runs, list(experiments(session).values())).there(session.playback.step)
