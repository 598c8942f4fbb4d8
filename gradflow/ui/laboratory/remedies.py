"""Remedies within one click: a row of switches, the search for another rate, and what to offer when a run has
exploded."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from gradflow.experiment import default_values
from gradflow.fields import Value
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.frames.views import FieldValues
from gradflow.ui.laboratory.onward import rate_search
from gradflow.ui.session.browser_state import bound, bound_set
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.controls import relevant


def remedies(visit: Visit, session: LabSession, words: Words) -> None:
    """The row of switches; those that the experiment already has are on."""
    if not _fitting(session):
        return
    active = _active(session)
    with st.container(horizontal=True, vertical_alignment="center", key="remedies"):
        st.markdown(words("remedy.title"), help=_help(session, words), width="content")
        st.pills(
            words("remedy.title"),
            _fitting(session),
            selection_mode="multi",
            default=active,
            format_func=lambda name: words(f"remedy.{name}.label"),
            label_visibility="collapsed",
            wrap=True,
            **bound_set(f"{words.language}.remedies", active, partial(_switch, session)),
        )
        st.toggle(
            words("change.in_mid_run"),
            value=session.mid_run,
            help=words("change.help"),
            **bound(f"{words.language}.mid_run", session.mid_run, partial(setattr, session, "mid_run"), first=True),
        )
        rate_search(visit, session, words)


def offer(session: LabSession, fitting: Mapping[str, FieldValues], words: Words) -> None:
    """A button for each; a click changes the experiment and starts it again."""
    st.markdown(words("aid.title"), width="content")
    for name, values in fitting.items():
        label, help = words(f"aid.{name}.label", **values), words(f"aid.{name}.help")
        st.button(label, key=f"aid.{name}", help=help, on_click=session.choose, kwargs=dict(values))


def _help(session: LabSession, words: Words) -> str:
    """What a click does, and what each remedy is for."""
    said = [(words(f"remedy.{name}.label"), words(f"remedy.{name}.help")) for name in _fitting(session)]
    each = [f"- {words('glossary.colon', name=label, text=text)}" for label, text in said]
    return "\n".join([words("remedy.help"), "", *each])


def _fitting(session: LabSession) -> list[str]:
    """Those that would change something, and may: a forget gate's bias needs a forget gate."""
    experiment = session.now
    offered = LABORATORIES[experiment.family].remedies
    return [
        name
        for name, fields in offered.items()
        if all(relevant(experiment, field) and not session.stays(field) for field in fields)
    ]


def _active(session: LabSession) -> list[str]:
    experiment = session.now
    values, offered = experiment.values(), LABORATORIES[experiment.family].remedies
    fitting = _fitting(session)
    return [name for name in fitting if all(values[field] == value for field, value in offered[name].items())]


def _switch(session: LabSession, on: set[str], off: set[str]) -> None:
    """Make the experiment have what is switched on, and give back the default of what was switched off."""
    defaults, offered = default_values(session.family.config), LABORATORIES[session.family].remedies
    values: dict[str, Value] = {}
    for name in off & set(_active(session)):
        values |= {field: defaults[field] for field in offered[name]}
    for name in on:
        values |= offered[name]
    session.choose(**values)
