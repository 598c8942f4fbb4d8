"""The browser around a page (frontend/address.js): which changes of its address are steps of Back and Forward, which
language it is in, what it says while it is cut off, and that it comes back to a server that does not know it."""

from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from gradflow.formats import FORMAT
from gradflow.networks import DEFAULT
from gradflow.tasks.own.table import LARGEST_FILE
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.place import MOVING
from gradflow.ui.session.twins_session import TwinsSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.site import laboratory_of
from gradflow.ui.streamlit_internals.brought_values import brings_values
from gradflow.ui.streamlit_internals.component_assets import declare_assets

# What frontend/spoken.js names, with the numbers of each.
NAMES = (
    *("help", "expand", "collapse", "skip", "browse", "remove", "failed", "helps"),
    *("nothing", "enough", "more", "options", "selected", "home", "heading"),
    *("pages", "less", "more_of", "empty"),
)
SPOKEN: dict[str, dict[str, int]] = {name: {} for name in NAMES}
SPOKEN |= {"too_large": {"most": LARGEST_FILE // 2**20}}


def address_bar(visit: Visit, words: Words, session: LabSession | TwinsSession | None = None) -> None:
    """Drawn by every page, and seen on none. session: whose place in a run the address says, where there is one."""
    declare_assets()
    data: dict[str, Any] = {
        "moving": MOVING,
        "format": FORMAT,
        "home": laboratory_of(DEFAULT).name,
        "cut": words("connection.cut"),
        "language": words.language,
        "words": {name: words(f"spoken.{name}", **numbers) for name, numbers in SPOKEN.items()},
    }
    if session is not None:
        layer, run = (session.layer, session.experiment.to_query()) if isinstance(session, LabSession) else (None, "")
        data |= {"token": visit.token, "session": session.name, "run": run, "says": visit.address.resting}
        data |= {"layer": layer or 0, "taken": visit.address.taken}
    _component()(data=data, key="address", on_anew_change=lambda: None)


def begin_afresh() -> None:
    """To be called when a session begins. A browser whose session has ended, with its server say, has controls that
    still show it, and what they say would be taken for what a learner says here: it loads its address anew."""
    if brings_values():
        declare_assets()
        _component()(data={"reload": True}, key="afresh")
        st.stop()


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    return component(
        "gradflow.address",
        html='<div class="gradflow-address" hidden></div>',
        css="address.css",
        js="address.js",
        isolate_styles=False,
    )
