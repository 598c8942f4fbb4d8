"""The lesson that a teacher's own questions make: for a class it is one like any other, and its words are hers."""

import math
from functools import lru_cache

from gradflow.classroom.own.asked import OwnLesson, OwnQuestion
from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Item, Lesson, Look, Misconception
from gradflow.lessons.prompt import Choose, Option
from gradflow.lessons.say import with_formulas
from gradflow.text import Words

OWN = "own"  # the name of such a lesson, which none of the course has
NOTHING = Misconception("", "", ())  # no sentence is voted on


@lru_cache(maxsize=512)
def lesson_of_own(own: OwnLesson) -> Lesson:
    experiment = own.experiment
    items = [_item(number, each, experiment, own.view) for number, each in enumerate(own.questions)]
    return Lesson(OWN, 0, 0, (), NOTHING, tuple(items), Card("", experiment))


@lru_cache(maxsize=512)
def words_of_own(own: OwnLesson | None, words: Words) -> Words:
    """These words, and under the keys of a lesson the teacher's own, of which only formulas are more than text."""
    if own is None:
        return words
    said = {"title": words("class.own.lobby"), "about": words("class.own.about"), "card": ""}
    for number, each in enumerate(own.questions):
        name = _name(number)
        said |= {f"{name}.title": words("class.own.numbered", number=1 + number)}
        said |= {f"{name}.question": with_formulas(each.text), f"{name}.answer": with_formulas(each.why)}
        said |= {f"{name}.option.{_option(at)}": with_formulas(text) for at, text in enumerate(each.options)}
        said |= {f"{name}.feedback.{_option(at)}": "" for at in range(len(each.options))}
    return words.with_own({f"lesson.{OWN}.{key}": text for key, text in said.items()})


def _item(number: int, each: OwnQuestion, experiment: Experiment, view: str) -> Item:
    names, look = [_option(at) for at in range(len(each.options))], Look(view)
    if each.right is not None:
        said = Choose(reads="", right=names[each.right], options=tuple(map(Option, names)))
        return Item(_name(number), "", experiment, said, look)
    lows = (-math.inf, *(math.nextafter(bound, math.inf) for bound in each.bounds))
    options = tuple(map(Option, names, lows, (*each.bounds, math.inf)))
    return Item(_name(number), "", experiment, Choose(reads=each.reads, at=each.at, options=options), look)


def _name(number: int) -> str:
    return f"question_{1 + number}"


def _option(at: int) -> str:
    return "abcdef"[at]
