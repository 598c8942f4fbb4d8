"""Together: several runs that are played as one, each in a laboratory's session of its own, all at the same step."""

from collections.abc import Sequence
from dataclasses import dataclass

from gradflow.experiment import Experiment
from gradflow.service.server import Server
from gradflow.service.training.run_group import RunGroup
from gradflow.service.viewing.playback import Playback
from gradflow.ui.session.lab_session import LabSession


@dataclass(frozen=True)
class Together:
    """The first one's playback is that of all."""

    server: Server
    labs: tuple[LabSession, ...]

    @classmethod
    def of(cls, server: Server, runs: Sequence[tuple[Experiment, str]], pace: int) -> "Together":
        """runs: each with its view."""
        return cls(server, tuple(LabSession(server, Playback(each, pace=pace), view) for each, view in runs))

    @property
    def name(self) -> str:
        return self.labs[0].name

    @property
    def playback(self) -> Playback:
        return self.labs[0].playback

    @property
    def experiments(self) -> list[Experiment]:
        return [lab.experiment for lab in self.labs]

    def runs(self) -> RunGroup:
        """Asked for anew."""
        return RunGroup(self.server.runs, self.experiments)

    def follow(self) -> None:
        """The others are where the first one is."""
        for lab in self.labs[1:]:
            experiment, lab.playback = lab.experiment, self.playback.still()
            lab.playback.experiment = experiment
