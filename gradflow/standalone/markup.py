"""Words of a lesson as HTML that needs nobody: markdown, and formulas as MathML."""

import re
from functools import lru_cache
from html import unescape

from latex2mathml.converter import convert

from gradflow.streaming.text import html

_FORMULA = re.compile(r'<span class="formula">(.*?)</span>', re.DOTALL)

_FACTOR = re.compile(r"\[([^\]]+)\]\(#factor-\w+\)")  # a mark in a picture that the page does not have


@lru_cache(4096)
def marked_up(markdown: str) -> str:
    return _FORMULA.sub(lambda found: convert(unescape(found[1])), html(_FACTOR.sub(r"\1", markdown)))


def inline(markdown: str) -> str:
    """One line of it, as a part of another."""
    return marked_up(markdown).strip().removeprefix("<p>").removesuffix("</p>")


def formula(latex: str) -> str:
    """One that stands on its own."""
    return convert(latex, display="block")
