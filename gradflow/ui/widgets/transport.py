"""Transports: rows of buttons and a slider that move what is live, drawn by frontend/transport.js. A click goes to the
server by the stream's websocket (`gradflow.service.viewing.commands`) and runs no page; what they say comes with the
frames."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from streamlit.components.v2 import component

from gradflow.service.viewing.playback import PACES, Playback, Store
from gradflow.text import Words
from gradflow.ui.streamlit_internals.component_assets import declare_assets

RUN, WALK = "run", "walk"  # the transports there are
LINES = {
    RUN: (
        *("pause", "play", "play_help", "replay", "step", "step_help", "restart", "restart_help"),
        *("new_seed", "new_seed_help", "pace", "pace_help", "scrub"),
    ),
    WALK: ("pause", "play", "again", "back", "on", "restart", "place", "help"),
}


def transport(name: str, session: str, token: str, words: Words, key: str, only: Collection[str] = ()) -> None:
    """The transport of this name. session: the name of the one whose place it moves. token: of the stream. key: of its
    place on the page. only: these of its parts (`frontend/transports.js`), all where none is named."""
    declare_assets()
    section = {RUN: "transport", WALK: "slow"}[name]
    said: dict[str, Any] = {line: words(f"{section}.{line}") for line in LINES[name]}
    if name == RUN:
        said["scrubbed"] = words("transport.scrubbed")
        said["paces"] = {str(pace): words("transport.paces", pace=pace) for pace in PACES}
    data = {"token": token, "transport": name, "session": session, "words": said, "only": list(only)}
    _component()(data=data, key=key, on_anew_change=lambda: None)


def where(playback: Playback, runs: Store) -> Mapping[str, int]:
    """Where a run is, as its transport shows it. runs: where what is played is asked for."""
    return {
        "playing": int(playback.playing),
        "ended": int(playback.ended(runs)),
        "step": playback.step,
        "furthest": playback.furthest,
        "pace": playback.pace,
    }


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    return component(
        "gradflow.transport",
        html='<div class="gradflow-transport"></div>',
        css="transport.css",
        js="transport.js",
        isolate_styles=False,  # it looks like Streamlit's own buttons
    )
