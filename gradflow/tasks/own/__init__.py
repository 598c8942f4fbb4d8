"""A learner's own file as a task: bytes, text, lines of cells, columns, a task. Each step is a file here, and has its
rules; what a learner says otherwise stands in `Answers`."""

from gradflow.tasks.own.answers import Answers
from gradflow.tasks.own.column import Column
from gradflow.tasks.own.decode import OFFERED
from gradflow.tasks.own.roles import MOST_CATEGORIES, MOST_CLASSES
from gradflow.tasks.own.table import LARGEST_FILE
from gradflow.tasks.own.task import MOST_INPUTS, MOST_ROWS, Own, own
from gradflow.tasks.own.unusable import Unusable

__all__ = [
    "LARGEST_FILE",
    "MOST_CATEGORIES",
    "MOST_CLASSES",
    "MOST_INPUTS",
    "MOST_ROWS",
    "OFFERED",
    "Answers",
    "Column",
    "Own",
    "Unusable",
    "own",
]
