"""What a frame of a large class costs to draw, in CPU of its thread, on a machine that others use too.

    python -m tests.benchmarks.drawing [learners] [frames of each]

Each learner has a run of their own, of made-up rows, and a clock that is moved by hand; nothing is trained or sent.
Beside the milliseconds stands how often a fixed piece of Python fits into them: that is slower when the machine is.
"""

import json
import sys
import time
from functools import partial

import numpy as np

from gradflow.experiment import Experiment
from gradflow.service.server import Server
from gradflow.service.viewing.playback import Playback
from gradflow.streaming.live_page import LivePage
from gradflow.streaming.stream import Stream
from gradflow.tasks import probes_of
from gradflow.text import Words
from gradflow.trace import Trace, trace_class
from gradflow.ui.laboratory.frames.lab_frame import advance
from gradflow.ui.laboratory.live import look, shown, state_of
from gradflow.ui.session.lab_session import LabSession

CLASS, INTERVAL = 80, 0.33  # learners who watch, and seconds between two frames of each
WARM = 10  # frames that are not counted
SHARES = ("accuracy", "held_out_accuracy", "saturated_fraction", "dead_fraction")
PIECE = {"a": [{"b": number, "c": str(number) * 3, "d": [1.5 * number] * 4} for number in range(40)]}


class MadeUp:
    """In the place of a training: rows as of a network whose signal falls from layer to layer."""

    finished = pretraining = False

    def __init__(self, experiment: Experiment) -> None:
        self.experiment, self.step = experiment, 0
        self._random = np.random.default_rng(experiment.seed)

    def advance(self, steps: int) -> Trace:
        steps, rows = min(steps, 2), trace_class(self.experiment).empty(self.experiment).arrays()
        fall = 10 ** (-0.35 * np.arange(self.experiment.network.depth)[::-1] - 2)
        for name, array in rows.items():
            noise = np.exp(0.1 * self._random.standard_normal((steps, *array.shape[1:])))
            rows[name] = ((0.2 if name in SHARES else 1) * (fall if array.ndim > 1 else 1) * noise).astype(np.float32)
        self.step += steps
        return trace_class(self.experiment)(self.experiment, **rows)

    def probe_outputs(self) -> np.ndarray:
        said = self._random.random((len(probes_of(self.experiment.task)), 10)).astype(np.float32)
        return said / said.sum(axis=1, keepdims=True)

    def is_compiled(self) -> bool:
        return True

    has_probe_program = has_inspect_program = is_compiled


def report(learners: int, frames: int) -> None:
    now = 0.0
    server, words = Server(begin=MadeUp), Words("en")  # type: ignore[arg-type]
    server.audience._clock = server.runs._clock = lambda: now
    for number in range(CLASS - learners):
        server.audience.saw(f"other {number}", interval=1e6)
    pages = []
    for seed in range(learners):
        playback = Playback(Experiment(steps=20_000).replace(seed=seed), clock=lambda: now)
        session, stream = LabSession(server, playback, view="profile"), Stream(clock=lambda: now)
        for paced in (session.saying, session.ruling, session.answering, session.below):
            paced.clock = lambda: now
        see = partial(look, session, words, stream, lambda: None, lambda: False)
        stream.show(LivePage(session, see, state_of(session, shown(session)), partial(advance, session)))
        stream.sees(("maps", "answers"))
        pages.append((stream, stream.follow(lambda: None)))
    drawn = pieces = sent = 0.0
    for frame in range(WARM + frames):
        for stream, turn in pages:
            now += INTERVAL / learners
            stream.advance(turn)
            begun = time.thread_time()
            message, _ = stream.frame(turn)
            if frame >= WARM:
                drawn += time.thread_time() - begun
                pieces += _piece()
                sent += len(message or b"")
    each = learners * frames
    print(
        f"a frame of a class of {CLASS}: {1000 * drawn / each:.2f} ms of its thread, {drawn / pieces:.2f} times a fixed"
        f" piece of Python; {sent / each / 1000:.1f} kB",
        flush=True,
    )
    server.close()


def _piece() -> float:
    begun, numbers = time.thread_time(), np.arange(200.0)
    json.loads(json.dumps(PIECE))
    for number in range(60):
        _ = {"a": np.isfinite(numbers).any(), "b": f"{number:.2f}{number}"}
    return time.thread_time() - begun


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    report(*(given + [16, 14][len(given) :]))
