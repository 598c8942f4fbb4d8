"""Questions: what a class is asked in a lesson, one after the other; the same prompts that one answers alone. Where a
teacher has written them herself, own: hers."""

from functools import lru_cache

from gradflow.classroom.own.asked import OwnLesson
from gradflow.classroom.own.lesson import lesson_of_own
from gradflow.lessons import LESSONS, Lesson
from gradflow.lessons.way import ASK, VOTE, Station, way


def lesson_of(name: str, own: OwnLesson | None = None) -> Lesson | None:
    """None of a lesson that there is not."""
    return LESSONS.get(name) if own is None else lesson_of_own(own)


@lru_cache(maxsize=512)
def questions(lesson: str, own: OwnLesson | None = None) -> tuple[Station, ...]:
    """Every prompt of the lesson, and the sentence that is voted on; none of a lesson that there is not."""
    found = lesson_of(lesson, own)
    kinds = (ASK, VOTE) if own is None else (ASK,)
    return tuple(each for each in way(found) if each.kind in kinds) if found else ()


def question(lesson: str, step: int, own: OwnLesson | None = None) -> Station | None:
    asked = questions(lesson, own)
    return asked[step] if step < len(asked) else None


def item_of(lesson: str, step: int, own: OwnLesson | None = None) -> str:
    """The key under which answers to it are kept."""
    found = question(lesson, step, own)
    return found.key if found else ""
