"""Cells side by side: the same experiment with other cells, from the same seed and on the same batches."""

from typing import Any

from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.service.training.run_group import RunGroup
from gradflow.ui.session.lab_session import LabSession

BESIDE = "cells"  # the name of the view
CELLS = ("tanh", "gru", "lstm")


def experiments(session: LabSession) -> dict[str, Experiment]:
    """By cell; the learner's own first."""
    own = session.experiment
    cell = downcast(own.network, RNN).cell
    return {cell: own} | {name: own.replace(cell=name) for name in CELLS if name != cell}


def accompany(session: LabSession, seconds: float, share: float) -> None:
    """Let the others follow to the step on show, in at most `seconds`; share: as in `Run.advance`."""
    if session.view != BESIDE:
        return
    _, *others = experiments(session).values()
    RunGroup(session.server.runs, others).advance(session.playback.step, seconds, share)


def traces_beside(session: LabSession) -> dict[str, Any]:
    """By cell (`RecurrentTrace`), up to the step on show, or as far as each has come."""
    runs, step = session.server.runs, session.playback.step
    return {name: runs.get(each).upto(step) for name, each in experiments(session).items()}


def caught_up(session: LabSession) -> bool:
    """Whether all have come to the step on show, or to their end."""
    return RunGroup(session.server.runs, list(experiments(session).values())).there(session.playback.step)
