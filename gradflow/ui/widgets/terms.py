"""Terms: where a text first uses a word of the glossary, a link leads to its entry."""

import re
from functools import lru_cache

from gradflow.link import TERM
from gradflow.presets.glossary import GLOSSARY
from gradflow.text import Words, texts

KEPT = r"\$[^$]*\$|`[^`]*`|\[[^\]]*\]\([^)]*\)|\*\*[^*]*\*\*|“[^”]*”"  # formulas, code, links, names stay as they are


def linked(text: str, words: Words) -> str:
    """The text, as markdown, with a link at the first mention of each term.

    >>> linked("A decade and a decade.", Words("en"))
    'A [decade](glossary?lang=en&term=decade) and a decade.'
    """
    names, pattern = _terms(words.language)
    seen: set[str] = set()

    def link(found: re.Match[str]) -> str:
        name = names.get(found[0].lower()) or names.get(found[0].lower().removesuffix("s"))
        if name is None or name in seen:
            return found[0]
        seen.add(name)
        return f"[{found[0]}]({entry(name, words)})"

    return pattern.sub(link, text)


def entry(name: str, words: Words) -> str:
    """The address of an entry of the glossary: a term, or "field-" and a field whose choices it lists."""
    return f"glossary?lang={words.language}&{TERM}={name}"


@lru_cache
def _terms(language: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """The names of the terms that are linked, and what finds them, the longest first."""
    said = texts(language)
    names = {said[f"term.{name}.name"].lower(): name for name, term in GLOSSARY.items() if term.linked}
    longest_first = sorted(names, key=len, reverse=True)
    found = "|".join(map(re.escape, longest_first))
    edge = r"\b" if language == "en" else ""
    plural = "s?" if language == "en" else ""
    return names, re.compile(f"{KEPT}|{edge}(?:{found}){plural}{edge}", re.IGNORECASE)
