"""A page that holds all that it shows: words, one message of frames, the scripts that draw it, and Plotly."""

import gzip
import re
from base64 import b64encode
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

from gradflow.notebook.modules import script, source

# It can ask nobody for anything; what it makes itself are pictures to save.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
STYLES = ("page.css", "live_figure.css")


def page(title: str, words: str, rows: list[dict[str, int]], message: bytes, language: str, theme: str) -> str:
    """words: HTML. rows: of pictures, by name: their height in pixels. message: of the wire, that stands for itself.
    theme: "light", "dark" or "" for the notebook's."""
    figures = "\n".join(f'<div class="row">{"".join(map(_figure, row, row.values()))}</div>' for row in rows)
    styles = "\n".join(source(name).read_text(encoding="utf-8") for name in STYLES)
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>
{styles}
</style>
</head>
<body data-theme="{theme}">
<main>
{words}
{figures}
</main>
<script type="text/plain" id="frames">{_packed(message)}</script>
<script type="text/plain" id="plotly">{_plotly()}</script>
<script>
{_inline(script("page.js"))}
</script>
</body>
</html>
"""


def framed(html: str, height: int) -> str:
    """The page in a frame of its own: its styles and scripts meet nobody else's."""
    style = f"width: 100%; height: {height}px; border: 0"
    return f'<iframe srcdoc="{escape(html)}" style="{style}" allow="fullscreen"></iframe>'


def _figure(picture: str, height: int) -> str:
    return f'<div data-picture="{picture}" data-height="{height}"><div class="gradflow-figure"></div></div>'


def _inline(code: str) -> str:
    """As it may stand inside a page."""
    if ends := re.search(r"</script|<!--", code):
        raise ValueError(f"a script says {ends[0]}, which would end it inside a page")
    return code


def _packed(content: bytes) -> str:
    return b64encode(gzip.compress(content, mtime=0)).decode()


@cache
def _plotly() -> str:
    """1.9 MB, of 4.9."""
    spec = find_spec("plotly")  # found, not imported: only figures know it
    assert spec and spec.origin
    return _packed((Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes())
