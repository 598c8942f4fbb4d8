"""The live figure on a page: one component, drawn by frontend/live_figure.js, for every moving picture."""

from collections.abc import Callable
from functools import cache
from typing import Any

from streamlit.components.v2 import component

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.streamlit_internals.component_assets import declare_assets, streamlit_plotly

HEIGHT = 285  # pixels; two rows of pictures under the controls fill a laptop's first screen


def live_figure(
    figure: LiveFigure, key: str, height: int = 340, of: str = "gradflow", picked: Callable[[int], object] | None = None
) -> None:
    """Draw the figure, `height` pixels high in its wide layout. of: what its file names begin with.

    picked: told what a point that was clicked stands for (`LiveFigure.picks`).

    The same key on the next run of the fragment is the same graph: zoom and hover stay.
    """
    declare_assets()
    hears: dict[str, Any] = {}
    if picked is not None:
        hears["on_picked_change"] = lambda: picked(int(value_of(key)["picked"]))
    _component()(data=figure.to_bytes(height, f"{of}-{key}"), key=key, **hears)


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    return component(
        "gradflow.live_figure",
        html=f'<div class="gradflow-figure" data-plotly="{streamlit_plotly()}"></div>',
        css="live_figure.css",
        js="live_figure.js",
        isolate_styles=False,  # Plotly puts its styles into the page; a shadow root would not see them
    )
