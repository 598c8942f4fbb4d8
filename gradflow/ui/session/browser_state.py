"""What Streamlit keeps for a browser session: its visit, and what each of its controls says.

The only module that knows `st.session_state`.

A browser sends the values of all controls with every message, and a live page sends several messages a
second. One that was on its way while a control was moved from here still carries the value from before,
and to Streamlit it looks like the learner moving the control back. Such an echo must not be obeyed.
"""

import time
from typing import Any

import streamlit as st

from gradflow.service.server import Server
from gradflow.text import Words
from gradflow.ui.session.language import asked
from gradflow.ui.session.visit import Visit

VISIT = "visit"
ECHO = 1.5  # seconds in which the value from before counts as an echo: some frames on a busy server
_MOVED = "moved"  # where the value from before and the time are kept, by the control's key


def begin_visit(server: Server) -> Visit:
    """This session's visit; the first call begins it, in the language that is asked for."""
    if VISIT not in st.session_state:
        st.session_state[VISIT] = Visit(server, Words(asked()))
    return st.session_state[VISIT]


def visit() -> Visit:
    """This session's visit, which app.py has begun."""
    return st.session_state[VISIT]


def value_of(key: str) -> Any:
    """What the control with this key says."""
    return st.session_state[key]


def show(key: str, value: Any) -> None:
    """Make the control with this key show this value when it is drawn next."""
    before = st.session_state.get(key)
    if before != value:
        if key in st.session_state:
            st.session_state.setdefault(_MOVED, {})[key] = (before, time.monotonic())
        st.session_state[key] = value


def is_echo(key: str) -> bool:
    """Whether what the control says now is what it showed before it was moved from here a moment ago."""
    before, when = st.session_state.get(_MOVED, {}).get(key, (None, -ECHO))
    return time.monotonic() - when < ECHO and st.session_state[key] == before
