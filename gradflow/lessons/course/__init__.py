"""The course: every lesson, in the order in which they build on each other."""

from collections.abc import Mapping

from gradflow.lessons.course.again import AGAIN
from gradflow.lessons.course.bypass import BYPASS
from gradflow.lessons.course.cliff import CLIFF
from gradflow.lessons.course.edge import EDGE
from gradflow.lessons.course.gates import GATES
from gradflow.lessons.course.hidden_gradient import HIDDEN_GRADIENT
from gradflow.lessons.course.normalization import NORMALIZATION
from gradflow.lessons.course.numbers import NUMBERS
from gradflow.lessons.course.optimizers import OPTIMIZERS
from gradflow.lessons.course.promises import PROMISES
from gradflow.lessons.course.seeds import SEEDS
from gradflow.lessons.course.signal import SIGNAL
from gradflow.lessons.course.stuck import STUCK
from gradflow.lessons.course.weights import WEIGHTS
from gradflow.lessons.lesson import Lesson

IN_ORDER = (
    SIGNAL,
    WEIGHTS,
    HIDDEN_GRADIENT,
    STUCK,
    NORMALIZATION,
    BYPASS,
    OPTIMIZERS,
    NUMBERS,
    AGAIN,
    GATES,
    CLIFF,
    PROMISES,
    EDGE,
    SEEDS,
)
LESSONS: Mapping[str, Lesson] = {lesson.name: lesson for lesson in IN_ORDER}
