"""Asking: what a session holds where a lesson asks something, alone or with a class: the prompt on show, and the run
that is shown once there is an answer."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gradflow.experiment import Experiment
from gradflow.lessons import Lesson
from gradflow.lessons.mark import Answer
from gradflow.lessons.memory import Given
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.way import Station
from gradflow.service.server import Server
from gradflow.service.training.run_group import RunGroup
from gradflow.service.viewing.playback import Playback
from gradflow.trace import Trace
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.lessons.together import Together

PACE = 50  # training steps a second: what is read at step 100 is there in two seconds


@dataclass
class Asking:
    """lesson: that asks, None for none. hints: how many are open. refused: the key of what says why an answer was none,
    or "". lab: of the run on show, None before a commit. together: of several in its place. rested: what is on show has
    stood still where the text speaks of it."""

    server: Server
    lesson: Lesson | None = None
    hints: int = 0
    refused: str = ""
    lab: LabSession | None = None
    together: Together | None = None
    rested: bool = False

    @property
    @abstractmethod
    def station(self) -> Station | None:
        """What is asked."""

    @property
    def draft(self) -> str:
        """Of which form a browser keeps what is not committed yet (frontend/draft.js)."""
        return self.station.key if self.station else ""

    @property
    def begins(self) -> Answer | None:
        """What the form begins from, None for nothing."""
        return None

    @property
    def is_drawing(self) -> bool:
        """Whether a curve is asked for."""
        return bool(self.station and self.station.asked and isinstance(self.station.asked.prompt, Sketch))

    @property
    @abstractmethod
    def given(self) -> Given | None:
        """The answer to what is asked, None before it was committed."""

    @abstractmethod
    def commit(self, answer: Any, sure: Any) -> None:
        """From now on this is the answer; or `refused` says why it is none."""

    def watch(self, experiment: Experiment, view: str) -> LabSession:
        """The run on show, from its first step where it is another one than before."""
        if self.lab is None or self.lab.experiment != experiment or self.lab.view != view:
            self.lab, self.rested = LabSession(self.server, Playback(experiment, pace=PACE), view), False
        return self.lab

    def compare(self, runs: Sequence[tuple[Experiment, str]]) -> Together:
        """These runs on show, each in its view, from their first step where they are others than before."""
        if self.together is None or self.together.experiments != [experiment for experiment, _ in runs]:
            self.together, self.rested = Together.of(self.server, runs, PACE), False
        return self.together

    @property
    def playback(self) -> Playback | None:
        """Of what is on show."""
        shown = self.together or self.lab
        return shown.playback if shown else None

    def rest(self, step: int) -> None:
        """Once the run on show has come so far, it stands still there: the text speaks of that step. Whoever lets it go
        on is not held a second time."""
        if self.playback and not self.rested and self.playback.furthest >= step:
            self.playback.go(step)
            self.rested = True

    def run_on(self) -> None:
        """Nobody here has controls: the run on show goes on to its end, and stands still nowhere before."""
        self.rested = True
        if self.playback and self.playback.held:
            self.playback.play()

    def traces(self, experiments: Sequence[Experiment], step: int) -> list[Trace] | None:
        """Of these runs, once each has come past this step, or to its end; None before."""
        group = RunGroup(self.server.runs, experiments)
        return group.traces(step + 1) if group.there(step + 1) else None
