"""A menu: it shows which state is open, whoever opened it, and opens another."""

from collections.abc import Callable, Sequence

import streamlit as st

from gradflow.ui.session.browser_state import bound


def menu(
    key: str,
    label: str,
    offered: Sequence[str],
    shown: str | None,
    choose: Callable[[str], None],
    says: Callable[[str], str] = str,
    help: str | None = None,
    placeholder: str | None = None,
    hidden: bool = False,
) -> None:
    """shown: the one that is open; with a placeholder it may be none of them. choose: what is done with the one that
    was chosen; emptying the menu changes nothing. says: what one of them is called. hidden: its label is for screen
    readers alone.

    A browser that still shows the options from before says one of those, by its label: it is not obeyed."""

    def chosen(option: str | None) -> None:
        if option is not None and option in offered:
            choose(option)

    st.selectbox(
        label,
        offered,
        index=None if shown is None else offered.index(shown),
        format_func=says,
        help=help,
        placeholder=placeholder,
        label_visibility="collapsed" if hidden else "visible",
        **bound(key, shown, chosen),
    )
