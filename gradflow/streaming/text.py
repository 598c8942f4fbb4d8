"""Words of a frame as HTML: the markdown of `assets/text`, and formulas that the browser sets."""

import re
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt

_PLAIN = re.compile(r"(?!\d+[.)])(?=\w)[^\\`*_\[\]<>&$#\n~|!]+(?<!\s)")  # nothing in it is markdown; a status line, say
_FORMULA = re.compile(r"\$([^$]+)\$")
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})


@lru_cache(2048)  # a class reads the same sentences
def html(markdown: str) -> str:
    """A formula between dollars becomes `<span class="formula">` with its LaTeX, which the browser sets."""
    if _PLAIN.fullmatch(markdown):
        return f"<p>{escape(markdown)}</p>\n"
    formulas: list[str] = []

    def kept(found: re.Match[str]) -> str:
        formulas.append(found[1])
        return f"\ue000{len(formulas) - 1}\ue001"  # letters of nobody's: markdown leaves them alone

    rendered = _markdown.render(_FORMULA.sub(kept, markdown)) if markdown else ""
    return re.sub(
        "\ue000(\\d+)\ue001", lambda found: f'<span class="formula">{escape(formulas[int(found[1])])}</span>', rendered
    )
