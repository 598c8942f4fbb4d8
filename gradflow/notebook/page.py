"""A notebook's page: words, one message of frames, the scripts that draw it, and Plotly."""

from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

from gradflow.standalone.document import document, packed

STYLES = ("page.css", "live_figure.css")


def page(title: str, words: str, rows: list[dict[str, int]], message: bytes, language: str, theme: str) -> str:
    """words: HTML. rows: of pictures, by name: their height in pixels. message: of the wire, that stands for itself.
    theme: "light", "dark" or "" for the notebook's."""
    figures = "\n".join(f'<div class="row">{"".join(map(_figure, row, row.values()))}</div>' for row in rows)
    held = {"frames": packed(message), "plotly": _plotly()}
    return document(title, language, f"{words}\n{figures}", STYLES, "page.js", held, f' data-theme="{theme}"')


def framed(html: str, height: int) -> str:
    """The page in a frame of its own: its styles and scripts meet nobody else's."""
    style = f"width: 100%; height: {height}px; border: 0"
    return f'<iframe srcdoc="{escape(html)}" style="{style}" allow="fullscreen"></iframe>'


def _figure(picture: str, height: int) -> str:
    return f'<div data-picture="{picture}" data-height="{height}"><div class="gradflow-figure"></div></div>'


@cache
def _plotly() -> str:
    """1.9 MB, of 4.9."""
    spec = find_spec("plotly")  # found, not imported: only figures know it
    assert spec and spec.origin
    return packed((Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes())
