"""Copy link: a button for the address of what is on the page, drawn by frontend/copy_link.js. On paper the address
itself stands there, with what the page is of."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from streamlit.components.v2 import component

from gradflow.text import Words
from gradflow.ui.session.address import Said
from gradflow.ui.streamlit_internals.component_assets import declare_assets

HTML = """<div class="gradflow-copy">
<button type="button"><span class="icon" aria-hidden="true"></span><span class="text"></span></button>
<input type="text" readonly hidden><span role="status"></span><p aria-hidden="true"></p>
</div>"""


def copy_link(says: Said, words: Words, settings: str = "") -> None:
    """says: what the link says, of this page. settings: what is printed above it."""
    declare_assets()
    said = {name: words(f"copy.{name}") for name in ("label", "help", "copied", "select")}
    data = {"query": urlencode(says, doseq=True, safe=":,"), "settings": settings} | said
    _component()(data=data, key="copy_link", width="content")


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    return component("gradflow.copy_link", html=HTML, css="copy_link.css", js="copy_link.js", isolate_styles=False)
