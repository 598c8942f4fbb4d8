"""Both verdicts in a word each, and the question that a run raises."""

from gradflow.diagnosis import Diagnosis
from gradflow.text import Words

WELL = ("passes", "learning", "learned")
BY_SKIPS = "by_skips"  # what passes to the first layer, and vanishes in those that the skips pass by
OPEN = ("borderline", "too_early", "ended")  # neither well nor ill
LEARNS = ("learning", "learned")


def verdicts(diagnosis: Diagnosis, words: Words) -> str:
    """Markdown: what is well *emphasized*, what is ill **strong**, what is open `marked`."""
    named = {"signal": str(diagnosis.signal), "learning": str(diagnosis.learning)}
    if diagnosis.signal == "passes" and any(finding.code == "starved_inside" for finding in diagnosis.remarks):
        named["signal"] = BY_SKIPS
    return " ".join(_marked(word, _said(what, word, words)) for what, word in named.items())


def question(diagnosis: Diagnosis, words: Words) -> str:
    """Will it learn, why does it, why does it not; a heading of Markdown."""
    word = str(diagnosis.learning)
    key = "will" if word == "too_early" else "why" if word in LEARNS else "why_not"
    return f"# {words(f'question.{key}')}"


def _said(what: str, word: str, words: Words) -> str:
    return words.get(f"chip.of.{word}") or words(f"chip.{what}", word=words(f"verdict.{word}"))


def _marked(word: str, text: str) -> str:
    mark = "*" if word in WELL else "`" if word in (*OPEN, BY_SKIPS) else "**"
    return f"{mark}{text}{mark}"
