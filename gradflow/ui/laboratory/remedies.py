"""Remedies within one click: a row of switches, and what to offer when a run has exploded."""

from collections.abc import Mapping

import streamlit as st

from gradflow.experiment import Experiment, default_values
from gradflow.fields import Value
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.frames.views import FieldValues
from gradflow.ui.session.browser_state import is_echo, show, value_of
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.controls import relevant


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


def offer(session: LabSession, fitting: Mapping[str, FieldValues], words: Words) -> None:
    """A button for each; a click changes the experiment and starts it again."""
    st.markdown(words("aid.title"), width="content")
    for name, values in fitting.items():
        st.button(words(f"aid.{name}.label", **values), key=f"aid.{name}", on_click=session.choose, kwargs=dict(values))


def _fitting(experiment: Experiment) -> list[str]:
    """Those that would change something: a forget gate's bias needs a forget gate."""
    offered = LABORATORIES[experiment.family].remedies
    return [name for name, fields in offered.items() if all(relevant(experiment, field) for field in fields)]


def _active(experiment: Experiment) -> list[str]:
    values, offered = experiment.values(), LABORATORIES[experiment.family].remedies
    fitting = _fitting(experiment)
    return [name for name in fitting if all(values[field] == value for field, value in offered[name].items())]


def _switch(session: LabSession, key: str) -> None:
    """Make the experiment have what is switched on, and give back the default of what was switched off."""
    if is_echo(key):
        return
    wanted, active = set(value_of(key)), set(_active(session.now))
    defaults, offered = default_values(session.family.config), LABORATORIES[session.family].remedies
    values: dict[str, Value] = {}
    for name in active - wanted:
        values |= {field: defaults[field] for field in offered[name]}
    for name in wanted - active:
        values |= offered[name]
    session.choose(**values)
