"""A page with nothing but live figures; the address says which: ?kind=exploded&language=zh&depth=50&steps=100."""

import time
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import streamlit as st

from gradflow.figures import curves, maps, profile
from gradflow.service.server import Server
from gradflow.streaming.live_page import LivePage, Sight
from gradflow.streaming.stream import Stream
from gradflow.text import Words
from gradflow.trace import LayeredTrace
from gradflow.ui.root import classroom, server
from gradflow.ui.routes import routes
from gradflow.ui.widgets.live_figure import live_figure
from gradflow.ui.widgets.live_text import live_text
from tests.figures.samples import first, sample

KINDS = {
    "vanishing": {"decades_per_layer": 0.65},
    "underflow": {"decades_per_layer": 3.0},
    "healthy": {"decades_per_layer": 0.01},
    "exploding": {"decades_per_layer": -0.3},
    "exploded": {"decades_per_layer": -0.6, "signal_rms": np.inf, "weight_gradient_rms": np.nan, "loss": np.nan},
}
INTERVAL = 0.25  # seconds


@cache
def whole(steps: int, depth: int, budget: int, task: str, kind: str) -> LayeredTrace:
    return sample(steps, depth, budget, task=task, **KINDS[kind])


@dataclass
class Session:
    """A place in a run that was made before. It ends with the browser session, and its stream with it."""

    server: Server
    query: dict[str, str]
    name: str = "figures"
    start: float = field(default_factory=time.monotonic)
    stream: Stream = field(default_factory=Stream)

    def __post_init__(self) -> None:
        self.token = self.server.streams.open(self.stream)

    def look(self) -> Sight:
        asked = self.query.get
        name, words = asked("kind", "vanishing"), Words(asked("language", "en"))
        budget, depth, fixed = int(asked("budget", 300)), int(asked("depth", 20)), asked("steps")
        pace = float(asked("pace", 40))  # steps a second
        trace = whole(int(fixed or budget), depth, budget, asked("task", "digits"), name)
        if not fixed:
            trace = first(trace, 1 + int((time.monotonic() - self.start) * pace))
        prediction = -KINDS[name]["decades_per_layer"] * np.arange(depth)[::-1]
        pictures = {
            "maps": maps(trace, words),
            "profile": profile(trace, prediction, words),
            "curves": curves(trace, words),
        }
        return Sight(pictures, {"step": f"step {len(trace)}"}, "gradflow", None, None if fixed else INTERVAL)


def script() -> None:
    st.set_page_config(layout="wide")
    if "session" not in st.session_state:
        st.session_state.session = Session(server(), dict(st.query_params))
    session = st.session_state.session
    session.stream.show(LivePage(session, session.look, None))
    live_figure("maps", session.token)
    left, right = st.columns(2)
    with left:
        live_figure("profile", session.token, height=300)
    with right:
        live_figure("curves", session.token, height=300)
    live_text("step", session.token)


if __name__ == "__main__":
    script()
else:
    app = st.App(__file__, routes=routes(server(), classroom(), server().waits))
