"""Something to see, without a run: a picture that has one more column each time."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.service.server import Server
from gradflow.service.viewing.commands import PLAYBACK
from gradflow.service.viewing.playback import Playback
from gradflow.streaming.stream import LivePage, Sight


@dataclass
class Watcher:
    """looks: how often it was asked to look; moves: whether there will be something else to see."""

    server: Server
    name: str = "learner"
    looks: int = 0
    moves: bool = True
    interval: float = 0.02
    state: Any = "playing"
    fails: bool = False
    asked: list[float] = field(default_factory=list)
    playback: Playback = field(default_factory=Playback)

    def look(self, interval: float) -> Sight:
        self.asked.append(interval)
        if self.fails:
            raise ValueError("no frame")
        self.looks += self.moves
        z = np.arange(3 * self.looks, dtype=np.float32).reshape(self.looks, 3).T
        trace = {"type": "heatmap", "z": z}
        figure = LiveFigure(traces=(trace,), layout={}, wide={}, narrow={}, label="", config={})
        interval_now = self.interval if self.moves else None
        texts = {"status": f"**step** {self.looks}"}
        run = {"run": {"playing": int(self.playback.playing)}}
        return Sight({"maps": figure}, texts, "run", self.state, interval_now, transports=run)

    def page(self, state: Any = "playing") -> LivePage:
        return LivePage(self, self.look, state, commands=PLAYBACK)
