"""The transport: play and pause, one step, restart, new seed, and the pace."""

from typing import Protocol

import streamlit as st

from gradflow.service.viewing.playback import PACES, Playback, Store
from gradflow.text import Words
from gradflow.ui.session.browser_state import is_echo, show, value_of


class Player(Protocol):
    """Whose place in a run the buttons move."""

    @property
    def playback(self) -> Playback: ...
    def new_seed(self) -> None: ...


def transport(session: Player, words: Words, runs: Store) -> None:
    """One row of buttons; runs: where what is played is asked for."""
    playback = session.playback
    ended = playback.ended(runs)
    if ended:
        word, icon, act = "replay", "replay", playback.restart
    elif playback.playing:
        word, icon, act = "pause", "pause", playback.pause
    else:
        word, icon, act = "play", "play_arrow", playback.play
    with st.container(horizontal=True, vertical_alignment="center", key="transport"):
        st.button(
            words(f"transport.{word}"),
            key="play",
            icon=f":material/{icon}:",
            shortcut="space",
            on_click=act,
        )
        st.button(
            words("transport.step"),
            key="step",
            icon=":material/skip_next:",
            shortcut="s",
            disabled=ended,
            on_click=playback.one_step,
            args=(playback.step,),
        )
        st.button(
            words("transport.restart"),
            key="restart",
            icon=":material/first_page:",
            shortcut="x",
            help=words("transport.restart_help"),
            on_click=playback.restart,
        )
        st.button(
            words("transport.new_seed"),
            key="new_seed",
            icon=":material/casino:",
            shortcut="n",
            help=words("transport.new_seed_help"),
            on_click=session.new_seed,
        )
        playback.pace = st.selectbox(
            words("transport.pace"),
            PACES,
            index=PACES.index(playback.pace),
            key=f"{words.language}.pace",
            format_func=lambda pace: words("transport.paces", pace=pace),
            label_visibility="collapsed",
            width=150,
        )
        if not playback.waiting:
            scrub(session, words)


def scrub(session: Player, words: Words) -> None:
    """Back to any step that was shown, once the run stands still: every picture follows."""
    playback = session.playback
    key = f"{words.language}.scrub"
    if playback.furthest < 2:
        return
    show(key, playback.step)
    st.slider(
        words("transport.scrub"),
        min_value=1,
        max_value=playback.furthest,
        value=playback.step,
        format=words("transport.scrubbed"),
        key=key,
        on_change=_go,
        args=(playback, key),
        label_visibility="collapsed",
        width=240,
    )


def _go(playback: Playback, key: str) -> None:
    if not playback.waiting and not is_echo(key):  # on the way there is no slider to move
        playback.go(value_of(key))
