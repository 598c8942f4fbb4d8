"""Retold: an hour with a class, from its record alone: what was asked and when, what the class said in each round, and
what was measured. The room may be long gone."""

from collections.abc import Iterator, Mapping
from typing import Any

from gradflow import numbers
from gradflow.casebook.running import Train
from gradflow.classroom.own.asked import Unfit, checked_record
from gradflow.classroom.own.lesson import OWN, words_of_own
from gradflow.classroom.questions import lesson_of, questions
from gradflow.classroom.say import middle, named
from gradflow.classroom.tally import FEWEST, options_of, tally
from gradflow.lessons import Lesson
from gradflow.lessons.bank import right_mark, traces_of
from gradflow.lessons.mark import voted
from gradflow.lessons.memory import Given
from gradflow.lessons.prompt import Choose
from gradflow.lessons.say import measured
from gradflow.lessons.way import Station
from gradflow.text import Words

FORMAT = 1
WANTED = ("room", "lesson", "opened", "participants", "answers", "events")


class NotThere(Exception):
    """A run has not come so far in the time there was."""


class NoRecord(ValueError):
    """What was brought is no record of a room."""


def retold(kept: Any, words: Words, train: Train) -> str:
    """As markdown. kept: of `export.record`. train: of the runs that were measured; where it raises NotThere, that is
    what is said. Raises NoRecord."""
    if not isinstance(kept, Mapping) or kept.get("format") != FORMAT or any(name not in kept for name in WANTED):
        raise NoRecord
    try:
        own = checked_record(kept.get("own"))
    except Unfit:
        raise NoRecord from None
    lesson = lesson_of(kept["lesson"], own)
    if lesson is None or (own is not None) != (kept["lesson"] == OWN):
        raise NoRecord
    words = words_of_own(own, words)
    title = words(f"lesson.{kept['lesson']}.title")
    removed = {each["id"] for each in kept["participants"] if each["removed"]}
    people = len(kept["participants"]) - len(removed)
    head = words("class.retold.title", lesson=title, code=kept["room"])
    parts = [f"# {head}", words("class.retold.people", count=people)]
    for step, station in enumerate(questions(kept["lesson"], own)):
        given = [
            (each["round"], given_of(each))
            for each in kept["answers"]
            if each["item"] == station.key and each["participant"] not in removed
        ]
        if given:
            parts += _question(kept, lesson, step, station, given, words, train)
    return "\n\n".join(parts)


def _question(
    kept: Any, lesson: Lesson, step: int, station: Station, given: list[tuple[int, Given]], words: Words, train: Train
) -> Iterator[str]:
    asked, believed = station.asked, lesson.misconception
    yield f"## {words(f'{asked.key}.question') if asked else words(f'{station.key}.statement')}"
    at = next((e["at"] for e in kept["events"] if e["name"] == "vote" and e["detail"].get("step") == step), None)
    if at is not None:
        yield words("class.retold.at", minutes=round((at - kept["opened"]) / 60))
    options = named(asked, believed.rule.answers, words)
    for number in sorted({each for each, _ in given}):
        found = tally([answer for each, answer in given if each == number], options_of(asked, believed.rule.answers))
        yield words("class.retold.round", round=number, count=found.count)
        if found.shares is not None:
            yield "\n".join(f"- {options[name]}: {numbers.percent(share)}" for name, share in found.shares.items())
        if said := middle(asked, number, found, words):
            yield said
        if found.count < FEWEST:
            yield words("class.too_few", fewest=FEWEST)
    if asked and isinstance(asked.prompt, Choose) and asked.prompt.right:
        yield words("class.retold.right", value=options[asked.prompt.right])
    else:
        try:
            yield words("class.retold.measured", value=_measured(station, lesson, options, words, train))
        except NotThere:
            yield words("class.retold.unmeasured")


def _measured(station: Station, lesson: Lesson, options: Mapping[str, str], words: Words, train: Train) -> str:
    if station.asked is None:
        believed = lesson.misconception
        return options[voted(believed, [train(each.experiment, each.at + 1) for each in believed.trials])]
    trace, before = traces_of(station.asked, train)
    right, mark = right_mark(station.asked, trace, before)
    said = measured(station.asked.prompt, mark)
    return f"{options.get(str(right), '–')} ({said})" if isinstance(station.asked.prompt, Choose) else said


def given_of(each: Mapping[str, Any]) -> Given:
    value = each["value"]
    return Given(tuple(map(float, value)) if isinstance(value, list) else value, each["confidence"])
