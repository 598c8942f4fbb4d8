"""A page with nothing but live figures; the address says which: ?kind=exploded&language=zh&depth=50&steps=100."""

import time

import numpy as np
import streamlit as st

from gradflow.figures import curves, maps, profile
from gradflow.text import Words
from gradflow.trace import LayeredTrace
from gradflow.ui.widgets.live_figure import live_figure
from tests.figures.samples import first, sample

KINDS = {
    "vanishing": {"decades_per_layer": 0.65},
    "underflow": {"decades_per_layer": 3.0},
    "healthy": {"decades_per_layer": 0.01},
    "exploding": {"decades_per_layer": -0.3},
    "exploded": {"decades_per_layer": -0.6, "signal_rms": np.inf, "weight_gradient_rms": np.nan, "loss": np.nan},
}
INTERVAL = 0.25  # seconds

asked = st.query_params.get
kind, words = KINDS[asked("kind", "vanishing")], Words(asked("language", "en"))
budget, depth, fixed = int(asked("budget", 300)), int(asked("depth", 20)), asked("steps")
pace = float(asked("pace", 40))  # steps a second
start = time.monotonic()
st.set_page_config(layout="wide")


@st.cache_resource
def whole(steps: int, depth: int, budget: int, task: str, kind: str) -> LayeredTrace:
    return sample(steps, depth, budget, task=task, **KINDS[kind])


def tick() -> None:
    run = whole(int(fixed or budget), depth, budget, asked("task", "digits"), asked("kind", "vanishing"))
    trace = first(run, 1 + int((time.monotonic() - start) * pace)) if not fixed else run
    live_figure(maps(trace, words), key="maps")
    left, right = st.columns(2)
    prediction = -kind["decades_per_layer"] * np.arange(depth)[::-1]
    with left:
        live_figure(profile(trace, prediction, words), key="profile", height=300)
    with right:
        live_figure(curves(trace, words), key="curves", height=300)
    st.caption(f"step {len(trace)}")
    time.sleep(0.015)  # lets the server send this frame before the next begins


st.fragment(tick, key="live", run_every=None if fixed else INTERVAL)()
