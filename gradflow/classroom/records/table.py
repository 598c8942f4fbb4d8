"""The answers of a record as a table: as they are kept, and beside that in words."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from gradflow.casebook.running import Train
from gradflow.classroom.own.asked import own_of
from gradflow.classroom.own.lesson import words_of_own
from gradflow.classroom.questions import lesson_of, questions
from gradflow.classroom.records.retold import NotThere, given_of
from gradflow.classroom.say import named
from gradflow.lessons import Lesson
from gradflow.lessons.bank import traces_of
from gradflow.lessons.mark import Answer, Marked, marked, voted
from gradflow.lessons.memory import SURE
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.say import SPECIAL, meant, unmarked
from gradflow.lessons.way import Station
from gradflow.text import Words

ESCAPED = re.compile(rf"\\({SPECIAL.pattern})")  # a table is no markdown
KEPT = ("room", "lesson", "item", "round", "participant", "alias", "counts", "value", "confidence", "at")
COLUMNS = (*KEPT, "question", "answer", "sure", "right")


def table(kept: Mapping[str, Any], words: Words, train: Train) -> str:
    """As CSV, one a line. A drawing is its heights with spaces between them; times are as a spreadsheet reads them, in
    UTC. train: of the runs that decide what is right; where it raises NotThere, nothing is said of that."""
    people = {each["id"]: each for each in kept["participants"]}
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    own = own_of(kept["own"])
    lesson, words = lesson_of(kept["lesson"], own), words_of_own(own, words)
    stations = {each.key: each for each in questions(kept["lesson"], own)} if lesson else {}
    is_right = cache(lambda key: _judge(lesson, stations[key], train))  # a run decides once for all
    for each in kept["answers"]:
        who, value = people[each["participant"]], each["value"]
        said = " ".join(map(str, value)) if isinstance(value, list) else value
        of_room = {"room": kept["room"], "lesson": kept["lesson"], "alias": who["alias"], "counts": not who["removed"]}
        at = datetime.fromtimestamp(each["at"], UTC).strftime("%Y-%m-%d %H:%M:%S")
        line = each | of_room | {"value": said, "at": at}
        if lesson and (station := stations.get(each["item"])):
            given = given_of(each)
            line |= dict(_in_words(lesson, station, given.answer, given.sure, words))
            line["right"] = is_right(station.key)(given.answer)
        writer.writerow(line)
    return text.getvalue()


def _in_words(lesson: Lesson, station: Station, answer: Answer, sure: int, words: Words) -> Iterator[tuple[str, str]]:
    asked = station.asked
    yield "question", _plain(words(f"{asked.key}.question" if asked else f"{station.key}.statement"))
    options = named(asked, lesson.misconception.rule.answers, words)
    if not asked or answer in options:
        yield "answer", _plain(options.get(str(answer), ""))
    elif not isinstance(asked.prompt, Sketch):
        yield "answer", meant(asked.prompt, answer, Marked(False, ""))
    else:
        yield "answer", words("class.vote.drawing")
    if sure in SURE:
        yield "sure", words(f"lessons.sure.{sure}")


def _plain(markdown: str) -> str:
    return ESCAPED.sub(r"\1", unmarked(markdown))


def _judge(lesson: Lesson | None, station: Station, train: Train) -> Callable[[Answer], bool | str]:
    """Whether an answer to it is right; "" for all where the runs are not there."""
    asked = station.asked
    try:
        if asked is None and lesson:
            believed = lesson.misconception
            right = voted(believed, [train(each.experiment, each.at + 1) for each in believed.trials])
            return lambda answer: answer == right
        assert asked
        trace, before = traces_of(asked, train)
        return lambda answer: marked(asked, answer, trace, before).right
    except NotThere:
        return lambda answer: ""
