"""Words of a frame as HTML: the markdown of `assets/text`, and formulas that the browser sets."""

import re
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt

_PLAIN = re.compile(r"(?!\d+[.)])(?=\w)[^\\`*_\[\]<>&$#\n~|!]+(?<!\s)")  # nothing in it is markdown; a status line, say
_FORMULA = re.compile(r"\$([^$]+)\$")
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})
# Numbers as markdown reads them like a letter: not at the beginning of a line, in an address, a formula or an entity.
_NUMBER = re.compile(r"(^[\s>*+-]*\d+|\]\([^)]*\)|\$[^$]*\$|[&<]\S*)|\d+", re.MULTILINE)
_HELD = "\ue002"  # a letter of nobody's, in the place of a number


@lru_cache(2048)  # most of what a page says stands for many frames
def html(markdown: str) -> str:
    """A formula between dollars becomes `<span class="formula">` with its LaTeX, which the browser sets."""
    if _PLAIN.fullmatch(markdown):
        return f"<p>{escape(markdown)}</p>\n"
    if _HELD in markdown or "]:" in markdown:
        return _rendered(markdown)
    numbers: list[str] = []

    def held(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        numbers.append(found[0])
        return _HELD

    parts = _rendered(_NUMBER.sub(held, markdown)).split(_HELD)
    if len(parts) != len(numbers) + 1:  # one has gone into an address
        return _rendered(markdown)
    return "".join(part for pair in zip(parts, [*numbers, ""], strict=True) for part in pair)


@lru_cache(2048)  # a class reads the same sentences, with other numbers
def _rendered(markdown: str) -> str:
    formulas: list[str] = []

    def kept(found: re.Match[str]) -> str:
        formulas.append(found[1])
        return f"\ue000{len(formulas) - 1}\ue001"  # letters of nobody's: markdown leaves them alone

    rendered = _markdown.render(_FORMULA.sub(kept, markdown)) if markdown else ""
    return re.sub(
        "\ue000(\\d+)\ue001", lambda found: f'<span class="formula">{escape(formulas[int(found[1])])}</span>', rendered
    )
