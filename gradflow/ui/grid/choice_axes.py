"""Choice axes: which choices are tried against each other, and which values of each."""

from functools import partial
from typing import Any

import streamlit as st

from gradflow.fields import Choice
from gradflow.figures.grid.targets import value_name
from gradflow.text import Words
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.widgets.controls import relevant

MOST = 3
SEED = "seed"
AT_FIRST = ("cell", "activation", "initializer", "recurrent_initializer", "normalization", "connection", "optimizer")


def choice_axes(session: GridSession, words: Words) -> None:
    """One menu for the fields, and one for the values of each."""
    names = [name for name in session.values if name != SEED]
    st.multiselect(
        words("grid.choices"),
        _offered(session),
        default=names,
        max_selections=MOST,
        format_func=lambda name: words(f"field.{name}.label"),
        help=words("grid.choices_help"),
        placeholder=words("grid.choose"),
        **bound(f"{words.language}.choices", names, partial(_compare, session)),
    )
    for name in names:
        chosen = list(session.values[name])
        st.multiselect(
            words(f"field.{name}.label"),
            _values(session, name),
            default=chosen,
            format_func=lambda value, name=name: value_name(name, value, words),
            help=words("grid.values_help"),
            placeholder=words("grid.choose"),
            **bound(f"{words.language}.values.{name}", chosen, partial(_values_chosen, session, name)),
        )


def _offered(session: GridSession) -> list[str]:
    """Fields that have something to choose; what is compared now is among them."""
    described = session.now.described()
    offered = [name for name in AT_FIRST if name in described]
    offered += [name for name in described if isinstance(described[name].rule, Choice) and name not in offered]
    kept = [name for name in offered if relevant(session.now, name) or name in session.values]
    return kept + [name for name in session.values if name not in (*kept, SEED)]


def _values(session: GridSession, name: str) -> list[Any]:
    rule = session.now.described()[name].rule
    options = rule.options if isinstance(rule, Choice) else ()
    return [*options, *(value for value in session.values[name] if value not in options)]


def _compare(session: GridSession, names: list[str]) -> None:
    if not names:
        return session.refuse("empty")
    described, old = session.now.described(), session.values
    axes = {name: old.get(name) or described[name].rule.options for name in names}
    session.compare(axes | {name: old[name] for name in old if name == SEED})


def _values_chosen(session: GridSession, name: str, values: list[Any]) -> None:
    order = _values(session, name)
    session.compare(session.values | {name: sorted(values, key=order.index)})
