"""Remedies within one click: a row of switches, and what to offer when a run has exploded."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from gradflow.diagnosis.underflow import ends_of, underflows
from gradflow.experiment import Experiment, default_values, described_fields
from gradflow.fields import Value
from gradflow.networks import RNN, Family, mlp, rnn
from gradflow.parts.precisions import PRECISIONS
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.session.browser_state import is_echo, show
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.controls import relevant

Values = Mapping[str, Value]

ROOM = 4096  # an entry is at most √(batch · width), some 90, times the rms; and gradients grow while a network learns
MOST_SCALE = described_fields()["loss_scale"].rule.high

REMEDIES: Mapping[Family, Mapping[str, Values]] = {
    mlp.FAMILY: {
        "relu_he": {"activation": "relu", "initializer": "he_normal"},
        "batch_norm": {"normalization": "batch"},
        "residual": {"connection": "residual"},
        "gain": {"gain": 10.0},  # near 10.15, where a sigmoid layer passes the signal on unchanged
        "clipping": {"clipping": "norm"},
    },
    rnn.FAMILY: {
        "gru": {"cell": "gru"},
        "lstm": {"cell": "lstm"},
        "forget_bias": {"forget_bias": 4.0},  # half of c is left after 38 time steps
        "orthogonal": {"recurrent_initializer": "orthogonal"},
        "layer_norm": {"normalization": "layer"},
        "clipping": {"clipping": "norm"},
    },
}


def remedies(session: LabSession, words: Words) -> None:
    """The row of switches; those that the experiment already has are on."""
    key = f"{words.language}.remedies"
    active = _active(session.now)
    show(key, active)
    with st.container(horizontal=True, vertical_alignment="center", key="remedies"):
        st.markdown(words("remedy.title"), help=words("remedy.help"), width="content")
        st.pills(
            words("remedy.title"),
            _fitting(session.now),
            selection_mode="multi",
            default=active,
            format_func=lambda name: words(f"remedy.{name}.label"),
            key=key,
            label_visibility="collapsed",
            wrap=True,
            on_change=_switch,
            args=(session, key),
        )
        session.mid_run = st.toggle(
            words("change.in_mid_run"),
            value=session.mid_run,
            key=f"{words.language}.mid_run",
            help=words("change.help"),
        )


def aids(trace: Trace) -> dict[str, Values]:
    """What may help a run that left the numbers its precision can hold, by name; most promising first."""
    if not len(trace):
        return {}
    experiment, end = trace.experiment.at(len(trace) - 1), trace.first_non_finite()
    narrow = PRECISIONS[experiment.precision].narrow
    if end is None:
        return _against_underflow(trace, experiment) if narrow else {}
    fitting: dict[str, Values] = {"bfloat16": {"precision": "bfloat16"}} if narrow else {}
    if narrow and experiment.loss_scale > 1:
        fitting["loss_scale"] = {"loss_scale": 1}
    if end.step > 0:  # the first gradients were finite: the steps were too long
        if experiment.clipping == "none":
            fitting["clipping"] = {"clipping": "norm", "max_norm": 1.0}
        fitting["learning_rate"] = {"learning_rate": max(experiment.learning_rate / 10, 1e-6)}
    if isinstance(experiment.network, RNN):
        if experiment.network.recurrent_initializer != "orthogonal" or experiment.network.spectral_radius > 1:
            fitting["orthogonal"] = {"recurrent_initializer": "orthogonal", "spectral_radius": 0.0}
    elif experiment.network.gain > 1:
        fitting["gain"] = {"gain": 1.0}
    return fitting


def _against_underflow(trace: Trace, experiment: Experiment) -> dict[str, Values]:
    """A wider format; and a scale that lifts the gradients as far as the largest of their entries allows."""
    latest = np.array([len(trace) - 1])
    narrower = len(experiment.described()["precision"].rule.options) > 1
    if not narrower or not underflows(trace, "signal_rms", latest).any():
        return {}
    fitting: dict[str, Values] = {"bfloat16": {"precision": "bfloat16"}}
    sizes = [rows for name, rows in trace.arrays().items() if name.endswith(("signal_rms", "gradient_rms"))]
    room = ends_of(experiment, backward=False).largest / (ROOM * max(size[-1].max() for size in sizes))
    scale = 2 ** int(np.log2(np.clip(room, 1, MOST_SCALE)))
    return fitting | ({"loss_scale": {"loss_scale": scale}} if scale > experiment.loss_scale else {})


def offer(session: LabSession, fitting: Mapping[str, Values], words: Words) -> None:
    """A button for each; a click changes the experiment and starts it again."""
    st.markdown(words("aid.title"), width="content")
    for name, values in fitting.items():
        st.button(words(f"aid.{name}.label", **values), key=f"aid.{name}", on_click=session.choose, kwargs=dict(values))


def _fitting(experiment: Experiment) -> list[str]:
    """Those that would change something: a forget gate's bias needs a forget gate."""
    offered = REMEDIES[experiment.family]
    return [name for name, fields in offered.items() if all(relevant(experiment, field) for field in fields)]


def _active(experiment: Experiment) -> list[str]:
    values, offered = experiment.values(), REMEDIES[experiment.family]
    fitting = _fitting(experiment)
    return [name for name in fitting if all(values[field] == value for field, value in offered[name].items())]


def _switch(session: LabSession, key: str) -> None:
    """Make the experiment have what is switched on, and give back the default of what was switched off."""
    if is_echo(key):
        return
    wanted, active = set(st.session_state[key]), set(_active(session.now))
    defaults, offered = default_values(session.family.config), REMEDIES[session.family]
    values: dict[str, Value] = {}
    for name in active - wanted:
        values |= {field: defaults[field] for field in offered[name]}
    for name in wanted - active:
        values |= offered[name]
    session.choose(**values)
