"""A teacher's sheet of a lesson: objectives, a plan of fifty minutes, what to expect, and what is usually mistaken."""

from collections.abc import Iterable

from gradflow.casebook.running import trained
from gradflow.lessons.bank import Train, right_mark, traces_of
from gradflow.lessons.lesson import Asked, Lesson
from gradflow.lessons.mark import Answer, marked, voted
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Sketch
from gradflow.lessons.say import filled, meant, measured, options_of, unmarked
from gradflow.text import Words
from gradflow.trace import Trace

HOUR = 50
BEGIN, VOTE, END = 5, 6, 7  # minutes: the goals and a first guess; a sentence that is voted on; the last question


def sheet(lesson: Lesson, words: Words, train: Train = trained) -> str:
    """As markdown, each number measured."""
    own = f"lesson.{lesson.name}"
    goals = _list(words(f"{own}.goal_{number}") for number in range(1, lesson.goals + 1))
    needed = words("sheet.and").join(words(f"lesson.{name}.title") for name in lesson.builds_on)
    parts = [
        f"# {words('sheet.title', title=words(f'{own}.title'))}",
        words(f"{own}.about"),
        f"## {words('sheet.goals')}",
        goals,
        words("sheet.needs", lessons=needed) if needed else words("sheet.needs_none"),
        f"## {words('sheet.plan')}",
        words("sheet.alone", minutes=lesson.minutes, hour=HOUR),
        words("sheet.each"),
        plan(lesson, words),
        f"## {words('sheet.questions')}",
        *(_question(asked, words, train) for asked in lesson.asked()),
        f"## {words('sheet.vote')}",
        _vote(lesson, words, train),
        f"## {words('sheet.end')}",
        f"{words(f'{own}.synthesis.question')}\n\n{words('sheet.model', text=words(f'{own}.synthesis.answer'))}",
        words("sheet.card", text=words(f"{own}.card"), formula=lesson.card.formula),
    ]
    return unmarked("\n\n".join(parts))


def minutes(lesson: Lesson) -> list[int]:
    """Of each exercise with its contrast: what the beginning, the vote and the end leave, in equal parts."""
    left, count = HOUR - BEGIN - VOTE - END, len(lesson.exercises)
    return [left // count + (number < left % count) for number in range(count)]


def plan(lesson: Lesson, words: Words) -> str:
    """From when to when, and what happens."""
    rows = [(BEGIN, words("sheet.begin"))]
    rows += [
        (share, words("sheet.exercise", title=words(f"lesson.{lesson.name}.{each.name}.title")))
        for each, share in zip(lesson.exercises, minutes(lesson), strict=True)
    ]
    rows += [(VOTE, words("sheet.voting")), (END, words("sheet.ending"))]
    lines, now = [f"| {words('sheet.minutes')} | {words('sheet.what')} |", "|---|---|"], 0
    for share, what in rows:
        lines.append(f"| {now}–{now + share} | {what} |")
        now += share
    return "\n".join(lines)


def _question(asked: Asked, words: Words, train: Train) -> str:
    """What is asked, what is measured, why, and what to answer to those who say otherwise."""
    trace, before = traces_of(asked, train)
    answer, mark = right_mark(asked, trace, before)
    head = words.get(f"{asked.key}.title")
    change = words.get(f"{asked.key}.change")
    told = words("sheet.contrast", change=change) if change else words.get(f"{asked.key}.setup")
    explained = filled(words(f"{asked.key}.answer"), asked.prompt, answer, mark, trace)
    expected = measured(asked.prompt, mark)
    if isinstance(asked.prompt, Sketch):
        expected = words("sheet.far", value=expected)
    if isinstance(asked.prompt, Choose):
        expected = words("sheet.option", text=options_of(asked.key, asked.prompt, words)[str(answer)], value=expected)
    why = words.get(f"{asked.key}.why")  # what is to be thought over, and `explained` answers
    lines = [
        *([f"### {head}"] if head else []),
        *([told] if told else []),
        words("sheet.question", text=words(f"{asked.key}.question")),
        words("sheet.expected", value=expected),
        *([f"**{words('lessons.why')}** {why}"] if why else []),
        explained,
        *_mistakes(asked, answer, trace, before, words),
    ]
    return "\n\n".join(lines)


def _mistakes(asked: Asked, right: Answer, trace: Trace, before: Trace | None, words: Words) -> list[str]:
    """The other options with what is said of them; of a number, one that is too small and one that is too large."""
    prompt = asked.prompt
    if isinstance(prompt, Choose):
        others: list[Answer] = [each.name for each in prompt.options if each.name != right]
        named = [options_of(asked.key, prompt, words)[str(name)] for name in others]
    elif isinstance(prompt, Estimate):
        numbers = (wrong(prompt, float(right), side) for side in (-1, 1))  # type: ignore[arg-type]
        others = [each for each in numbers if each is not None]
        named = [meant(prompt, each, marked(asked, each, trace, before)) for each in others]
    else:
        assert isinstance(prompt, Sketch)
        known = [
            words("sheet.curve", curve=_curve(each, words), text=words(f"{asked.key}.feedback.{each.name}"))
            for each in prompt.mistaken
        ]
        return [words("sheet.mistakes"), _list(known)] if known else []
    marks = [marked(asked, each, trace, before) for each in others]
    feedback = [
        filled(words(f"{asked.key}.feedback.{mark.said}"), prompt, each, mark, trace)
        for each, mark in zip(others, marks, strict=True)
    ]
    pairs = zip(named, feedback, strict=True)
    return [words("sheet.mistakes"), _list(words("sheet.mistake", answer=name, text=text) for name, text in pairs)]


def _curve(mistaken: Mistaken, words: Words) -> str:
    """Of which run, or of what, it is."""
    changes = words("change.and").join(words.set_to(name, value) for name, value in mistaken.changes.items())
    return changes or words(f"maps.{mistaken.reads}_rms")


def wrong(prompt: Estimate, right: float, side: int) -> float | None:
    """A number off by twice what is allowed, or half way between the last that is right and the last that can be said;
    None where every number on this side is right."""
    edge, last = right + side * prompt.within, prompt.high if side > 0 else prompt.low
    if side * (last - edge) <= 0:
        return None
    far = edge + side * prompt.within
    number = far if side * (last - far) >= 0 else (edge + last) / 2
    if not prompt.whole:
        return number
    return float(round(number) if side * (round(number) - edge) > 0 else last)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _vote(lesson: Lesson, words: Words, train: Train) -> str:
    believed = lesson.misconception
    own = f"lesson.{lesson.name}.{believed.name}"
    found = voted(believed, [train(each.experiment, each.at + 1) for each in believed.trials])
    runs = _list(words(f"{own}.run_{number}") for number in range(1, len(believed.trials) + 1))
    return "\n\n".join(
        [
            f"> {words(f'{own}.statement')}",
            runs,
            words("sheet.decided", verdict=words(f"lessons.vote.{found}")),
            words(f"{own}.answer"),
        ]
    )
