"""Questions: what a class is asked in a lesson, one after the other; the same prompts that one answers alone."""

from functools import cache

from gradflow.lessons import LESSONS
from gradflow.lessons.way import ASK, VOTE, Station, way


@cache
def questions(lesson: str) -> tuple[Station, ...]:
    """Every prompt of the lesson, and the sentence that is voted on; none of a lesson that there is not."""
    found = LESSONS.get(lesson)
    return tuple(each for each in way(found) if each.kind in (ASK, VOTE)) if found else ()


def question(lesson: str, step: int) -> Station | None:
    asked = questions(lesson)
    return asked[step] if step < len(asked) else None


def item_of(lesson: str, step: int) -> str:
    """The key under which answers to it are kept."""
    found = question(lesson, step)
    return found.key if found else ""
