"""A learner's report of a lesson, to hand in: settings, predictions beside measurements, and their own words."""

from gradflow.casebook.running import trained
from gradflow.lessons.bank import Train, traces_of
from gradflow.lessons.checked import NoAnswer, checked
from gradflow.lessons.lesson import Asked, Lesson
from gradflow.lessons.mark import marked, voted
from gradflow.lessons.memory import Given, LearnerMemory
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.say import as_written, meant, measured, options_of, unmarked, verdict
from gradflow.lessons.way import ASK, SYNTHESIS, VOTE, Station, way
from gradflow.text import Words


def report(lesson: Lesson, memory: LearnerMemory, words: Words, train: Train = trained) -> str:
    """As markdown. What was not answered, or no longer can be, is left out."""
    right, count = memory.score(lesson.name)
    parts = [
        f"# {words('report.title', title=words(f'lesson.{lesson.name}.title'))}",
        words("report.name"),
        words("report.score", right=right, count=count),
    ]
    for station in way(lesson):
        given = memory.answers.get(station.key)
        if given is not None:
            parts += _told(station, given, lesson, words, train)
    return unmarked("\n\n".join(parts))


def _told(station: Station, given: Given, lesson: Lesson, words: Words, train: Train) -> list[str]:
    if station.kind == VOTE:
        return [*_voted(station, given, lesson, words, train), *_own(given)]
    if station.kind == SYNTHESIS:
        return [f"## {words('lessons.synthesis')}", words(f"{station.key}.question"), *_own(given)]
    if station.kind == ASK and station.asked:
        return [*_predicted(station.asked, given, words, train), *_own(given)]
    return []


def _predicted(asked: Asked, given: Given, words: Words, train: Train) -> list[str]:
    """The question, the answer, how sure it was, what was measured, and the run's settings as a link says them."""
    answer = list(given.answer) if isinstance(given.answer, tuple) else given.answer
    try:
        checked(asked, answer, given.sure)
    except NoAnswer:  # of another edition of the lesson
        return []
    trace, before = traces_of(asked, train)
    mark = marked(asked, given.answer, trace, before)
    said = options_of(asked.key, asked.prompt, words).get(str(given.answer)) or meant(asked.prompt, given.answer, mark)
    value = measured(asked.prompt, mark)
    if isinstance(asked.prompt, Sketch):  # what a number can say of a curve
        said, value = words("sheet.far", value=said), words("sheet.far", value=value)
    told = words(f"lessons.{verdict(asked.prompt, given.answer, mark)}")
    run, title = asked.experiment, words.get(f"{asked.key}.title")
    return [
        *([f"## {title}"] if title else []),
        words(f"{asked.key}.question"),
        words("report.answer", answer=said, sure=words(f"lessons.sure.{given.sure}")),
        words("report.measured", value=value, verdict=told),
        words("report.run", link=run.to_query() or words("report.default"), step=asked.prompt.at + 1, seed=run.seed),
    ]


def _voted(station: Station, given: Given, lesson: Lesson, words: Words, train: Train) -> list[str]:
    believed = lesson.misconception
    if given.answer not in believed.rule.answers:
        return []
    found = voted(believed, [train(each.experiment, each.at + 1) for each in believed.trials])
    right = words("lessons.right" if found == given.answer else "lessons.not_so")
    answer, sure = words(f"lessons.vote.{given.answer}"), words(f"lessons.sure.{given.sure}")
    return [
        f"## {words('lessons.vote.title')}",
        f"> {words(f'{station.key}.statement')}",
        words("report.answer", answer=answer, sure=sure),
        words("report.measured", value=words(f"lessons.vote.{found}"), verdict=right),
    ]


def _own(given: Given) -> list[str]:
    """In the learner's own words."""
    return [as_written(given.words)] if given.words else []
