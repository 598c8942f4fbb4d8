"""A test before the lessons and after them: pairs of questions about one idea, and what was gained in between."""

from gradflow.lessons.exam.pair import FORMS, ExamPair
from gradflow.lessons.exam.pairs import PAIRS
from gradflow.lessons.exam.score import Score, scores

__all__ = ["FORMS", "PAIRS", "ExamPair", "Score", "scores"]
