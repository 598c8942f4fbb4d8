"""The sidebar of the twins: ready comparisons, the knob that differs, and each one's value of it."""

import streamlit as st

from gradflow.comparison.twins import CHANGES, MOST, READY, differing
from gradflow.figures.frame import for_file, twin_frame
from gradflow.reading.comparison.twins import LETTERS, named
from gradflow.text import Words
from gradflow.ui.session.twins_session import Twin, TwinsSession
from gradflow.ui.widgets.controls import control, relevant
from gradflow.ui.widgets.language_chooser import chooser
from gradflow.ui.widgets.menu import menu


def sidebar(session: TwinsSession, words: Words) -> None:
    with st.sidebar:
        chooser(words)
        _ready(session, words)
        _knob(session, words)
        for place in range(len(session.experiments)):
            _twin(Twin(session, place), words)
        wanted = len(session.experiments) + 1
        st.button(
            words("twins.add"),
            key="twins.add",
            icon=":material/add:",
            help=words("twins.add_help"),
            disabled=wanted > MOST,
            on_click=session.add,
            args=(wanted,),
        )
        st.download_button(
            words("twins.numbers"),
            lambda: _numbers(session, words),
            file_name="gradflow-twins.csv",
            mime="text/csv",
            icon=":material/table:",
            help=words("twins.numbers_help"),
            key="twins.numbers",
            on_click="ignore",
        )


def _numbers(session: TwinsSession, words: Words) -> str:
    """Made when it is asked for: every measurement of the steps on show, of each."""
    traces = session.together().traces(session.playback.step)
    return for_file(twin_frame(dict(zip(named(session.experiments, words), traces, strict=True)))).to_csv(index=False)


def _ready(session: TwinsSession, words: Words) -> None:
    """The menu shows the comparison that is open; any other shows none."""
    menu(
        f"{words.language}.twins.ready",
        words("twins.ready"),
        list(READY),
        next((name for name, experiments in READY.items() if experiments == session.experiments), None),
        lambda name: session.show(READY[name]),
        lambda name: words(f"twins.set.{name}"),
        help=words("twins.ready_help"),
        placeholder=words("twins.ready_choose"),
    )


def _knob(session: TwinsSession, words: Words) -> None:
    """Any field that matters to the first; it shows the one that differs, if it is only one."""
    first = session.experiments[0]
    found = differing(session.experiments)
    offered = [name for name in first.described() if relevant(first, name) or name in found]
    menu(
        f"{words.language}.twins.knob",
        words("twins.knob"),
        offered,
        found[0] if len(found) == 1 and found[0] in offered else None,
        session.vary,
        lambda name: words(f"field.{name}.label"),
        help=words("twins.knob_help"),
        placeholder=words("twins.knob_choose"),
    )


def _twin(twin: Twin, words: Words) -> None:
    """What differs, as controls; a way into its laboratory; a way out of the comparison."""
    session, letter = twin.session, LETTERS[twin.place]
    with st.container(border=True, key=f"twin.{letter}"):
        st.markdown(f"**{words('twins.twin', letter=letter)}**")
        for name in differing(session.experiments):
            if name == CHANGES:
                st.markdown("\n".join(f"- {each}" for each in _changes(twin, words)))
            elif relevant(twin.now, name):
                control(name, twin, words, of=f"{letter}.")
        with st.container(horizontal=True, gap="xsmall"):
            st.button(
                words("twins.open", letter=letter),
                key=f"twins.open.{letter}",
                help=words("twins.open_help"),
                on_click=session.leave,
                args=(twin.now,),
            )
            left = len(session.experiments) - 1
            if left:
                st.button(
                    words("twins.remove", letter=letter),
                    key=f"twins.remove.{letter}",
                    on_click=session.remove,
                    args=(twin.now, left),
                )


def _changes(twin: Twin, words: Words) -> list[str]:
    changes = twin.now.changes
    return [words("change.made", step=each.step, what=words.set_to(each.name, each.value)) for each in changes]
