"""A sweep in one sentence: how many runs there were, and what became of their signals and their learning."""

from collections import Counter
from collections.abc import Sequence

from gradflow.text import Words


def swept(signals: Sequence[str], learnings: Sequence[str], words: Words) -> str:
    """Both verdicts of all runs, counted, the commonest first.

    >>> swept(["vanishing", "passes", "passes"], ["at_chance", "learned", "learned"], Words("en"))
    '3 runs: signal passes 2, vanishing 1. Learning: learned 2, at chance 1.'
    """
    counted = {"signals": _counted(signals, words), "learnings": _counted(learnings, words)}
    return words("grid.swept", runs=len(signals), **counted)


def _counted(verdicts: Sequence[str], words: Words) -> str:
    each = (f"{words(f'verdict.{word}')} {count}" for word, count in Counter(verdicts).most_common())
    return words("grid.swept_and").join(each)
