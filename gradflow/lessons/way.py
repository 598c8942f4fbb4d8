"""The way through a lesson: one screen after the other, one prompt at a time."""

from dataclasses import dataclass

from gradflow.lessons.lesson import Asked, Item, Lesson

OPENING, ASK, VOTE, SYNTHESIS, CARD = KINDS = ("opening", "ask", "vote", "synthesis", "card")


@dataclass(frozen=True)
class Station:
    """kind: of `KINDS`. key: of its words, and of the answer given there. asked: what is predicted, where that is a
    prompt. exercise: its number, from 1; 0 for what belongs to none."""

    kind: str
    key: str
    asked: Asked | None = None
    exercise: int = 0

    @property
    def is_contrast(self) -> bool:
        return self.asked is not None and self.asked.before is not None


def way(lesson: Lesson) -> tuple[Station, ...]:
    """Goals; exercises, each with its contrast; the sentence that is voted on; items; a last question; a card."""
    whole = f"lesson.{lesson.name}"
    asked = list(lesson.asked())
    exercises, items = asked[: 2 * len(lesson.exercises)], asked[2 * len(lesson.exercises) :]
    return (
        Station(OPENING, whole),
        *(Station(ASK, each.key, each, 1 + number // 2) for number, each in enumerate(exercises)),
        Station(VOTE, f"{whole}.{lesson.misconception.name}"),
        *(Station(ASK, each.key, each) for each in items),
        Station(SYNTHESIS, f"{whole}.synthesis"),
        Station(CARD, f"{whole}.card"),
    )


def again(lesson: Lesson, item: Item) -> Station:
    """An item that is asked on a later visit."""
    found = next(each for each in lesson.asked() if each.key == f"lesson.{lesson.name}.{item.name}")
    return Station(ASK, found.key, found)
