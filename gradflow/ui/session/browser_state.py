"""What Streamlit keeps for a browser session: its visit, and what each of its controls says.

The only module that knows `st.session_state`.

A browser sends the values of all controls with every message. One that was on its way while the page moved a control
(a preset does that) still carries the value from before, and to Streamlit it looks like the learner moving the control
back. So a control that the page moves becomes another control: what is said of the one before says nothing of it, and
of that one only what it has not said before is a hand's.
"""

from collections.abc import Callable, Collection
from typing import Any

import streamlit as st

from gradflow.service.server import Server
from gradflow.text import Words
from gradflow.ui.session.language import asked
from gradflow.ui.session.visit import Visit

VISIT = "visit"
TURNS = 10  # so many in a row are different controls; Streamlit keeps a little of each that there was
_TURNS, _SAID = "turns", "said"  # where a control's turn is kept, and what it is known to show, by their keys
_REFUSED = "refused"  # the control that was refused last, and what it said
_FIRST = "first"  # those that are heard before the others


def has_begun() -> bool:
    """Whether this session has its visit."""
    return VISIT in st.session_state


def begin_visit(server: Server) -> Visit:
    """This session's visit; the first call begins it, in the language that is asked for."""
    if not has_begun():
        st.session_state[VISIT] = Visit(server, Words(asked()))
    return st.session_state[VISIT]


def visit() -> Visit:
    """This session's visit, which app.py has begun."""
    return st.session_state[VISIT]


def value_of(key: str) -> Any:
    """What the control with this key says."""
    return st.session_state[key]


def bound(key: str, shown: Any, obey: Callable[[Any], object], first: bool = False) -> dict[str, Any]:
    """What makes a control show this value and tell `obey` of another one, and only of what a hand has made it.

    The value is to be the widget's default too: a browser that missed the first message about a widget would else show,
    and send, the lowest number there is. first: heard before any other that one message moves, for it says how they are
    meant; on a busy server two clicks come as one message, in which nothing says which was first.
    """
    name = _name_of(key, shown)
    heard = {"key": name, "on_change": _heard, "args": (name, lambda before, now: obey(now))}
    if first:
        st.session_state.setdefault(_FIRST, {})[key] = heard["args"]
    return heard


def bound_set(key: str, shown: Collection[Any], obey: Callable[[set[Any], set[Any]], object]) -> dict[str, Any]:
    """The same of a control of which several things are on; obey: told what a hand has switched on, and what off."""

    def heard(before: Collection[Any], now: Collection[Any]) -> None:
        obey(set(now) - set(before), set(before) - set(now))

    name = _name_of(key, shown)
    return {"key": name, "on_change": _heard, "args": (name, heard)}


def refuse(key: str, said: Any) -> None:
    """To be told until any control is heard again."""
    st.session_state[_REFUSED] = key, said


def refused(key: str) -> Any:
    """What this control said that was refused; None for nothing."""
    of, said = st.session_state.get(_REFUSED, ("", None))
    return said if of == key else None


def _name_of(key: str, shown: Any) -> str:
    """The key under which the control is drawn: another one than before where it shows something else."""
    turns, said = st.session_state.setdefault(_TURNS, {}), st.session_state.setdefault(_SAID, {})
    turn = turns.setdefault(key, 0)
    name = _turned(key, turn)
    if name in st.session_state and st.session_state[name] != shown:
        turns[key] = (turn + 1) % TURNS
        name = _turned(key, turns[key])
    if name not in st.session_state or st.session_state[name] != shown:
        st.session_state[name] = shown
    said[name] = shown
    return name


def _turned(key: str, turn: int) -> str:
    return f"{key}.turn{turn}" if turn else key


def _heard(name: str, obey: Callable[[Any, Any], object]) -> None:
    st.session_state.pop(_REFUSED, None)
    for first in st.session_state.get(_FIRST, {}).values():
        _obeyed(*first)
    _obeyed(name, obey)


def _obeyed(name: str, obey: Callable[[Any, Any], object]) -> None:
    said = st.session_state[_SAID]
    before, now = said[name], st.session_state.get(name, said[name])
    if now != before:
        said[name] = now
        obey(before, now)
