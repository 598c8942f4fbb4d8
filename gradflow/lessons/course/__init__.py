"""The course: every lesson, in the order in which they build on each other."""

from collections.abc import Mapping

from gradflow.lessons.course.bypass import BYPASS
from gradflow.lessons.course.signal import SIGNAL
from gradflow.lessons.course.weights import WEIGHTS
from gradflow.lessons.lesson import Lesson

IN_ORDER = (
    SIGNAL,
    WEIGHTS,
    BYPASS,
)
LESSONS: Mapping[str, Lesson] = {lesson.name: lesson for lesson in IN_ORDER}
