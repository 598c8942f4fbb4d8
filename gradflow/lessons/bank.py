"""The item bank: every question of the course as data that others can use, with what our runs answer."""

from collections.abc import Callable, Container, Iterator
from math import isfinite
from typing import Any

from gradflow.casebook.running import trained
from gradflow.experiment import Experiment
from gradflow.lessons.exam import FORMS, PAIRS, ExamPair
from gradflow.lessons.lesson import Asked, Lesson
from gradflow.lessons.mark import Marked, fitting, marked, mistaken_runs, right_option
from gradflow.lessons.over_seeds import over_the_seeds
from gradflow.lessons.prompt import Choose, Estimate, Prompt, Sketch
from gradflow.lessons.readings import curve, handles_of, reading
from gradflow.lessons.say import filled, unmarked
from gradflow.text import LANGUAGES, Words, texts
from gradflow.trace import Trace

FORMAT = 1
LICENSE = "CC BY 4.0"
Train = Callable[[Experiment, int], Trace]
Record = dict[str, Any]


def bank(lessons: Iterator[Lesson], train: Train = trained) -> Record:
    """One value that JSON can say: its license, and the items with what they are measured to be."""
    chosen = list(lessons)
    items = [item(lesson, asked, train) for lesson in chosen for asked in lesson.asked()]
    taught = {lesson.name for lesson in chosen}
    items += [of_exam(pair, form, train) for pair in PAIRS.values() if pair.lesson in taught for form in FORMS]
    return {"format": FORMAT, "license": LICENSE, "source": "gradflow", "items": items}


def item(lesson: Lesson, asked: Asked, train: Train = trained) -> Record:
    """One question in every language. run: the link of the experiment that decides it; beside: of the one that it is
    compared with. at: the training step, from 0. answer: the name of the right option, the number, or the decades at
    the places of a drawing; what is not finite is None."""
    prompt = asked.prompt
    trace, before = traces_of(asked, train)
    return {
        "id": asked.key.removeprefix("lesson."),
        "lesson": lesson.name,
        "topic": asked.topic,
        "kind": _kind(prompt),
        "run": asked.experiment.to_query(),
        "beside": asked.before.to_query() if asked.before else None,
        "at": prompt.at,
        "setup": _in_each(f"{asked.key}.setup") or _in_each(f"{asked.key}.change"),
        "question": _in_each(f"{asked.key}.question"),
        **_answered(asked, trace, before),
        "explanation": _explained(asked, trace, before),
    }


def of_exam(pair: ExamPair, form: str, train: Train = trained) -> Record:
    """One question of the test before or after, in every language; form: which of the two."""
    asked, each = pair.asked(form), {language: Words(language) for language in LANGUAGES}
    measured = {name: reading(pair.prompt, train(pair.experiment(name), pair.prompt.at + 1)) for name in FORMS}
    return {
        "id": pair.key(form),
        "lesson": pair.lesson,
        "topic": pair.topic,
        "kind": _kind(pair.prompt),
        "form": form,
        "run": asked.experiment.to_query(),
        "at": pair.prompt.at,
        "question": {language: pair.question(form, words) for language, words in each.items()},
        **_answered(asked, train(asked.experiment, pair.prompt.at + 1), None),
        "explanation": {language: pair.answer(measured, words) for language, words in each.items()},
    }


def _kind(prompt: Prompt) -> str:
    return "choice" if isinstance(prompt, Choose) else "number" if isinstance(prompt, Estimate) else "curve"


def traces_of(asked: Asked, train: Train) -> tuple[Trace, Trace | None]:
    """Of the run that decides, and of the one that it is beside, as far as is read."""
    steps = asked.prompt.at + 1
    return train(asked.experiment, steps), train(asked.before, steps) if asked.before else None


def runs_of(lesson: Lesson, keys: Container[str] | None = None) -> list[tuple[Experiment, int]]:
    """Each run that decides something of a lesson, and how many of its steps are read; keys: only of these answers."""
    steps: dict[Experiment, int] = {}
    wanted = [asked for asked in lesson.asked() if keys is None or asked.key in keys]
    of = [(asked, (asked.experiment, asked.before, *mistaken_runs(asked))) for asked in wanted]
    read = [(run, asked.prompt.at) for asked, runs in of for run in runs if run]
    if keys is None or f"lesson.{lesson.name}.{lesson.misconception.name}" in keys:
        read += [(trial.experiment, trial.at) for trial in lesson.misconception.trials]
    for run, at in read:
        steps[run] = max(steps.get(run, 0), at + 1)
    return list(steps.items())


def bands_of(lesson: Lesson) -> list[Experiment]:
    """Of which the first step's signal over seeds is drawn."""
    sketches = [asked for asked in lesson.asked() if isinstance(asked.prompt, Sketch)]
    return [each.experiment for each in sketches if over_the_seeds(each.prompt)]


def _answered(asked: Asked, trace: Trace, before: Trace | None) -> Record:
    prompt = asked.prompt
    if isinstance(prompt, Choose):
        value = reading(prompt, trace, before)
        options = [
            {
                "name": each.name,
                "text": _in_each(f"{asked.key}.option.{each.name}"),
                "feedback": _in_each(f"{asked.key}.feedback.{each.name}"),
                "true_with": asked.experiment.replace(**each.true_with).to_query() if each.true_with else None,
            }
            for each in prompt.options
        ]
        return {"options": options, "answer": fitting(prompt.options, value), "measured": _number(value)}
    if isinstance(prompt, Estimate):
        value = reading(prompt, trace, before)
        allowed = {"within": prompt.within, "range": [prompt.low, prompt.high], "decades": prompt.decades}
        return {**allowed, "answer": _number(value)}
    assert isinstance(prompt, Sketch)
    places = handles_of(prompt, trace.depth)
    answer = curve(prompt.reads, trace, prompt.at)[places - 1]
    return {"range": [prompt.low, prompt.high], "places": places.tolist(), "answer": [*map(_number, answer)]}


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None


def _explained(asked: Asked, trace: Trace, before: Trace | None) -> Record:
    """The answer's text, with the numbers of this run."""
    prompt, mark = asked.prompt, right_mark(asked, trace, before)
    said = _in_each(f"{asked.key}.answer")
    return {language: filled(text, prompt, mark[0], mark[1], trace) for language, text in said.items()}


def right_mark(asked: Asked, trace: Trace, before: Trace | None) -> tuple[Any, Marked]:
    """The right answer, and how it is marked."""
    prompt = asked.prompt
    if isinstance(prompt, Sketch):
        answer: Any = tuple(curve(prompt.reads, trace, prompt.at)[handles_of(prompt, trace.depth) - 1].tolist())
    else:
        answer = reading(prompt, trace, before)
        answer = right_option(prompt, answer) if isinstance(prompt, Choose) else answer
    return answer, marked(asked, answer, trace, before)


def _in_each(key: str) -> dict[str, str]:
    """The text in every language; nothing where there is none."""
    return {language: unmarked(texts(language)[key]) for language in LANGUAGES if key in texts(language)}
