"""Learner: what one browser session holds."""

import dataclasses
import uuid
from dataclasses import dataclass, field

import streamlit as st

from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.service import Playback
from gradflow.ui import link


@dataclass
class Learner:
    """A place in a run, and what was wrong with the link that led here.

    The experiment is the one truth: controls show it and change it through `choose`.
    """

    playback: Playback
    broken: list[link.Pair] = field(default_factory=list)
    name: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def experiment(self) -> Experiment:
        return self.playback.experiment

    def choose(self, **values: Value | None) -> None:
        """Change these fields and watch the new run from its start."""
        self.broken = []
        self.open(_changed(self.experiment, **values))

    def open(self, experiment: Experiment) -> None:
        if experiment != self.experiment:
            self.playback.open(experiment)


def learner() -> Learner:
    """This session's learner; the first call reads the link."""
    if "learner" not in st.session_state:
        experiment, broken = link.read()
        st.session_state["learner"] = Learner(Playback(experiment), broken)
    return st.session_state["learner"]


def _changed(experiment: Experiment, **values: Value | None) -> Experiment:
    """The fields changed, and mid-run changes that the shorter run no longer reaches left out."""
    steps = values.get("steps", experiment.steps)
    reached = tuple(change for change in experiment.changes if change.step < steps)  # type: ignore[operator]
    return dataclasses.replace(experiment, changes=reached).replace(**values)
