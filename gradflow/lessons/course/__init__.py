"""The course: every lesson, in the order in which they build on each other."""

from collections.abc import Mapping

from gradflow.lessons.course.signal import SIGNAL
from gradflow.lessons.lesson import Lesson

LESSONS: Mapping[str, Lesson] = {lesson.name: lesson for lesson in (SIGNAL,)}
