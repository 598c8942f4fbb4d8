"""A test before the lessons and after them: pairs of questions about one idea, and what was gained in between."""

from gradflow.lessons.exam.pair import FORMS, Pair
from gradflow.lessons.exam.pairs import PAIRS
from gradflow.lessons.exam.score import Score, scores

__all__ = ["FORMS", "PAIRS", "Pair", "Score", "scores"]
