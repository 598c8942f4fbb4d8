"""Live text on a page: words of a stream's frames, drawn by frontend/live_text.js without a run of the page."""

from functools import cache
from typing import Any, Literal

from streamlit.components.v2 import component

from gradflow.ui.streamlit_internals.component_assets import declare_assets, streamlit_script

# Never; when more than its numbers has changed; and, once the run stands still, when those have too.
Spoken = Literal["", "what", "where"]


def live_text(
    name: str,
    token: str,
    *,
    spoken: Spoken = "",
    bar: bool = False,
    width: Literal["stretch", "content"] = "stretch",
    place: str = "",
) -> None:
    """The text of this name. token: of the stream. spoken: when a screen reader says it. bar: with the frames' progress
    below it. place: where it stands, if it stands in another one too."""
    declare_assets()
    data = {"token": token, "text": name, "spoken": spoken, "bar": bar}
    _component()(data=data, key=".".join(filter(None, ("text", name, place))), width=width, on_anew_change=lambda: None)


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    return component(
        "gradflow.live_text",
        html=f'<div class="gradflow-text" data-katex="{streamlit_script("katex")}"></div>',
        css="live_text.css",
        js="live_text.js",
        isolate_styles=False,  # text looks like the text around it
    )
