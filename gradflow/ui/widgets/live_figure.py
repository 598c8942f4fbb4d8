"""The live figure on a page: one component, drawn by frontend/live_figure.js, for every moving picture."""

from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from streamlit.components.v2 import component

from gradflow.ui.session.browser_state import value_of
from gradflow.ui.streamlit_internals.component_assets import declare_assets, streamlit_script

HEIGHT = 285  # pixels; two rows of pictures under the controls fill a laptop's first screen


def live_figure(
    name: str,
    token: str,
    height: int = 340,
    picked: Callable[[int], object] | None = None,
    on_phone: Literal["bars", "maps"] | None = None,
) -> None:
    """The picture of this name of a stream's frames, `height` pixels high in its wide layout. token: of the stream.

    picked: told what a point that was clicked stands for (`LiveFigure.picks`).
    on_phone: which part of it this graph has there, all of it where none is named; what stands between the bars and the
    maps is drawn between two calls. On any other screen the bars' graph has all, and the maps' nothing.

    The same name on the next run of the page is the same graph: zoom and hover stay.
    """
    declare_assets()
    hears: dict[str, Any] = {"on_anew_change": lambda: None}  # a frame that needs another page around it has it run
    if picked is not None:
        hears["on_picked_change"] = lambda: picked(int(value_of(name)["picked"]))
    data = {"token": token, "picture": name, "height": height, "on_phone": on_phone}
    _component()(data=data, key=f"{name}_below" if on_phone == "maps" else name, **hears)


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    return component(
        "gradflow.live_figure",
        html=f'<div class="gradflow-figure" data-plotly="{streamlit_script("PlotlyChart")}"></div>',
        css="live_figure.css",
        js="live_figure.js",
        isolate_styles=False,  # Plotly puts its styles into the page; a shadow root would not see them
    )
