"""Texts that are spelled in several ways and mean one thing: yes, Yes and TRUE."""

from collections import Counter
from collections.abc import Sequence

PAIRS = (
    ("yes", "no"),
    ("true", "false"),
    ("y", "n"),
    ("t", "f"),
    ("ja", "nein"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("vrai", "faux"),
    ("on", "off"),
    ("是", "否"),
    ("真", "假"),
    ("1", "0"),
    ("1.0", "0.0"),
)
TRUTH = {word: truth for pair in PAIRS for word, truth in zip(pair, (True, False), strict=True)}
TOO_SHORT = 1  # letter: A and a may be two things


def alike(cells: Sequence[str]) -> dict[str, str]:
    """What is spelled otherwise than usual, and how it is usually spelled."""
    counted = Counter(cell for cell in cells if cell)
    if {text.casefold() for text in counted} <= set(TRUTH):
        return _truths(counted)
    folded: dict[str, list[str]] = {}
    for text in counted:
        folded.setdefault(text.casefold() if len(text) > TOO_SHORT else text, []).append(text)
    usual = {text: max(ways, key=lambda way: counted[way]) for ways in folded.values() for text in ways}
    return {text: said for text, said in usual.items() if text != said}


def _truths(counted: Counter[str]) -> dict[str, str]:
    """All as the two words of the pair of which there are most; numbers are called so only among themselves."""
    words = [text for text in counted if not text[0].isdecimal()] or list(counted)
    usual = max(words, key=lambda text: counted[text]).casefold()
    pair = next(pair for pair in PAIRS if usual in pair)
    said = {}
    for truth, word in zip((True, False), pair, strict=True):
        ways = [text for text in counted if text.casefold() == word]
        said[truth] = max(ways, key=lambda text: counted[text], default=word)
    return {text: said[TRUTH[text.casefold()]] for text in counted if text != said[TRUTH[text.casefold()]]}
