"""Views: which pair of pictures stands below the maps."""

import streamlit as st

from gradflow.figures import (
    band,
    chain,
    curves,
    falls,
    gates,
    learned,
    memories,
    norms,
    profile,
    ratios,
    reach,
    signals,
    spectrum,
    units,
)
from gradflow.figures.live import LiveFigure
from gradflow.network import MLP, RNN, Network
from gradflow.service import BANDS, RUNS
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import RecurrentTrace, Trace
from gradflow.ui.beside import BESIDE, caught_up, traces_beside
from gradflow.ui.downloads import downloads
from gradflow.ui.learner import Learner
from gradflow.ui.shown import is_echo, show
from gradflow.ui.twins.pin import pinning
from gradflow.ui.walk import VIEW as WALK
from gradflow.ui.walk import begin, walk

VIEWS: dict[type[Network], tuple[str, ...]] = {
    MLP: ("profile", "chain", WALK, "updates", "seeds", "learned"),
    RNN: ("reach", "gates", "spectrum", BESIDE, "updates", "seeds"),
}
OF_ANSWERS = ("learned", "spectrum")  # drawn from what is looked at only when it is asked for


def views(learner: Learner, words: Words) -> None:
    """The chooser, and beside it the downloads. Drawn with the controls, shown below the maps (`style`)."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="views"):
        key = f"{words.language}.view"
        show(key, learner.view)
        st.segmented_control(
            words("view.title"),
            VIEWS[learner.kind],
            default=learner.view,
            format_func=lambda view: words(f"view.{view}"),
            key=key,
            required=True,
            label_visibility="collapsed",
            wrap=True,
            on_change=_chosen,
            args=(learner, key),
        )
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            pinning(learner, words)
            downloads(learner, words)


def _chosen(learner: Learner, key: str) -> None:
    """A walk begins when its view is opened, and stands still when it is left."""
    if is_echo(key):
        return
    learner.view = st.session_state[key]
    if learner.view == WALK:
        begin(learner)
    else:
        learner.walk.pause()


def pair(learner: Learner, trace: Trace, prediction: Prediction, words: Words) -> dict[str, LiveFigure]:
    """The two pictures of the learner's view, by name."""
    view = learner.view
    if view == "chain":
        return {"chain": chain(trace, words), "units": units(trace, words)}
    if view == WALK:
        return walk(learner, trace, words)
    if view == "updates":
        # Of one matrix for all time steps there is one ratio; the units differ from time step to time step.
        second = {"units": units} if isinstance(trace, RecurrentTrace) else {"ratios": ratios}
        return {"norms": norms(trace, words)} | {name: figure(trace, words) for name, figure in second.items()}
    if view == "seeds":
        profiles = BANDS.get(learner.experiment)
        both = {"band": band, "falls": falls}
        if prediction.quantity != "gradient_rms":  # what the seeds are measured by
            prediction = Prediction(None, prediction.reason)
        return {name: figure(trace, profiles, prediction, words) for name, figure in both.items()}
    if view in OF_ANSWERS:
        run = RUNS.get(learner.experiment)
        run.wants_answers = True
        looked = run.answers_at(len(trace))
        drawn = spectrum(trace, looked, words) if isinstance(trace, RecurrentTrace) else learned(trace, looked, words)
        return {view: drawn, "curves": curves(trace, words)}
    if view == "gates" and isinstance(trace, RecurrentTrace):
        return {"gates": gates(trace, words), "curves": curves(trace, words)}
    if view == BESIDE:
        traces = {words.of_choice("cell", cell): trace for cell, trace in traces_beside(learner).items()}
        return {"signals": signals(traces, words), "memories": memories(traces, words)}
    over_depth = {"profile": profile(trace, prediction.profile, words, prediction.quantity)}
    if isinstance(trace, RecurrentTrace):
        return {"reach": reach(trace, words)} | over_depth
    return over_depth | {"curves": curves(trace, words)}


def awaited(learner: Learner) -> bool:
    """Whether something on show is still being made in the background: the answers at this step, the seed band."""
    if learner.view == "seeds":
        return BANDS.get(learner.experiment) is None
    if learner.view == BESIDE:
        return not caught_up(learner)
    return learner.view in OF_ANSWERS and not RUNS.get(learner.experiment).answered(learner.playback.step)
