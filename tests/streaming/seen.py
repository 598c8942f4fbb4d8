"""Something to see, without a run: a picture that has one more column each time."""

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.service.server import Server
from gradflow.service.viewing.commands import PLAYBACK
from gradflow.service.viewing.playback import Playback
from gradflow.streaming.live_page import LivePage, Sight
from gradflow.streaming.stream import Stream


@dataclass
class Watcher:
    """looks: how often it was asked to look; moves: whether there will be something else to see; seconds: that it takes
    to see it; rows: of the picture."""

    server: Server
    name: str = "learner"
    looks: int = 0
    moves: bool = True
    interval: float = 0.02
    seconds: float = 0.0
    rows: int = 3
    state: Any = "playing"
    fails: bool = False
    asked: list[float] = field(default_factory=list)
    playback: Playback = field(default_factory=Playback)

    def look(self) -> Sight:
        self.asked.append(time.monotonic())
        time.sleep(self.seconds)
        if self.fails:
            raise ValueError("no frame")
        self.looks += self.moves
        z = np.arange(self.rows * self.looks, dtype=np.float32).reshape(self.looks, self.rows).T
        trace = {"type": "heatmap", "z": z}
        figure = LiveFigure(traces=(trace,), layout={}, wide={}, narrow={}, description="", config={})
        interval_now = self.interval if self.moves else None
        texts = {"status": f"**step** {self.looks}"}
        run = {"run": {"playing": int(self.playback.playing)}}
        return Sight({"maps": figure}, texts, "run", self.state, interval_now, transports=run)

    def page(self, state: Any = "playing") -> LivePage:
        return LivePage(self, self.look, state, commands=PLAYBACK)


class Follower:
    """A connection that follows a stream, without a network. woken: how often it was."""

    def __init__(self, stream: Stream) -> None:
        self.woken = 0
        self._stream = stream
        self._turn = stream.follow(self._wake)

    def _wake(self) -> None:
        self.woken += 1

    def frame(self) -> tuple[bytes | None, float | None]:
        return self._stream.frame(self._turn)

    def message(self) -> bytes:
        """One that is there."""
        message, _ = self.frame()
        assert message is not None
        return message

    def resume(self, number: int) -> None:
        self._stream.resume(self._turn, number)
