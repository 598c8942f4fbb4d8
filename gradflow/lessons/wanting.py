"""What a lesson lacks, each in a sentence: so that writing one is data and words, and nothing is forgotten."""

import re
from collections.abc import Iterator

from gradflow.figures.drawing.spoken import EACH, FACTORS, MAPS
from gradflow.lessons.lesson import Asked, Lesson
from gradflow.lessons.over_seeds import OVER_SEEDS
from gradflow.lessons.prompt import FEWEST_HANDLES, MOST_HANDLES, Choose, Estimate, Prompt, Sketch
from gradflow.lessons.readings import CURVES
from gradflow.lessons.say import OF_ANSWER, places
from gradflow.presets.claim import QUANTITIES
from gradflow.text import LANGUAGES, texts

EXERCISES, MEASURED, ITEMS, TRIALS, MOST_HINTS = 5, 2, 2, 2, 3
MINUTES = range(8, 16)
LINK = re.compile(r"\]\(([^)]*)\)")
MARK = re.compile(rf"#(?:layer-\d+|map-(?:{'|'.join(MAPS)})|factor-(?:{'|'.join(FACTORS)}))")


def lacks(lesson: Lesson) -> list[str]:
    """A sentence for each thing that is missing or that cannot be; none where the lesson is whole."""
    asked = list(lesson.asked())
    return [*_shape(lesson), *(s for each in asked for s in (*_prompt(each), *_marks(each))), *_words(lesson)]


def _shape(lesson: Lesson) -> Iterator[str]:
    exercises, items = lesson.exercises, lesson.items
    if lesson.minutes not in MINUTES:
        yield f"minutes is {lesson.minutes}: a lesson takes 8 to 15"
    if len(exercises) < EXERCISES:
        yield f"{len(exercises)} exercises: at least {EXERCISES}"
    if sum(not isinstance(each.prompt, Choose) for each in exercises) < MEASURED:
        yield f"fewer than {MEASURED} of its exercises ask for a number or a drawing"
    for each in exercises:
        if len(each.contrast.changes) != 1:
            yield f"{each.name}: its contrast changes {sorted(each.contrast.changes)}, and is to change one field"
        if not 1 <= each.hints <= MOST_HINTS:
            yield f"{each.name}: {each.hints} hints, allowed is 1 to {MOST_HINTS}"
    if len(items) < ITEMS:
        yield f"{len(items)} items: at least {ITEMS}"
    topics = {each.topic for each in exercises} | {lesson.misconception.topic}
    for topic in sorted(topics - {item.topic for item in items}):
        yield f"no item has the topic {topic}, under which a miss is to come back"
    if len(lesson.misconception.trials) < TRIALS:
        yield f"its misconception meets {len(lesson.misconception.trials)} runs: at least {TRIALS}"


def _prompt(asked: Asked) -> Iterator[str]:
    prompt, depth = asked.prompt, asked.experiment.network.depth
    known = CURVES if isinstance(prompt, Sketch) or prompt.layer is not None else {**QUANTITIES, **OVER_SEEDS}
    if prompt.reads not in known:
        yield f"{asked.key} reads {prompt.reads}: there is {', '.join(sorted(known))}"
    if not 0 <= prompt.at < asked.experiment.steps:
        yield f"{asked.key} is read at step {prompt.at} of {asked.experiment.steps}"
    if prompt.beside and asked.before is None:
        yield f"{asked.key} is read beside another run, and only a contrast has one"
    if isinstance(prompt, Sketch) and not FEWEST_HANDLES <= min(prompt.handles, depth) <= MOST_HANDLES:
        yield f"{asked.key} has {min(prompt.handles, depth)} handles: {FEWEST_HANDLES} to {MOST_HANDLES}"


def _words(lesson: Lesson) -> Iterator[str]:
    wanted, prefix = set(keys_of(lesson)), f"lesson.{lesson.name}."
    for language in LANGUAGES:
        there = {key for key, text in texts(language).items() if key.startswith(prefix) and text.strip()}
        yield from (f"{key} has no words in {language}" for key in sorted(wanted - there))
        yield from (f"{key} is in {language}, and nobody says it" for key in sorted(there - wanted))
        for key in sorted(there & wanted):
            named = set(places(texts(language)[key]))
            strange = named - {*OF_ANSWER, *QUANTITIES}
            yield from (f"{key} in {language} has {{{name}}}, and there is no such number" for name in sorted(strange))
            if named and not is_filled(key):
                yield f"{key} in {language} has a number in braces, and only an answer and feedback are filled in"
            lost = unknown_marks(texts(language)[key])
            yield from (f"{key} in {language} marks {mark}, which no picture has" for mark in lost)


def is_filled(key: str) -> bool:
    """Whether the live numbers of a run are put into its words."""
    return key.endswith(".answer") or ".feedback." in key


def unknown_marks(text: str) -> list[str]:
    """Links of a text that mark nothing: neither a layer, nor a map, nor a factor."""
    return [mark for mark in LINK.findall(text) if not mark.startswith("http") and not MARK.fullmatch(mark)]


def _marks(asked: Asked) -> Iterator[str]:
    """What its texts mark is in the pictures beside them: the factors of the chain rule in their view, the maps beside
    that of the signal where all are open."""
    look, drawn = asked.look, isinstance(asked.prompt, Sketch)
    maps = set(MAPS) if look.every_map else {"signal"}
    seen = {f"#map-{name}" for name in maps} | {f"#factor-{name}" for name in FACTORS if name == EACH}
    seen |= {f"#factor-{name}" for name in FACTORS} if look.view == "chain" and not drawn else set()
    for language in LANGUAGES:
        for key, text in texts(language).items():
            if key.startswith(f"{asked.key}.") and (asked.before or ".contrast." not in key):
                marks = [mark for mark in LINK.findall(text) if mark.startswith(("#map", "#factor"))]
                lost = [mark for mark in marks if mark not in seen]
                yield from (f"{key} in {language} marks {mark}, which is not in its pictures" for mark in lost)


def keys_of(lesson: Lesson) -> Iterator[str]:
    """Every key of its words."""
    whole = f"lesson.{lesson.name}"
    goals = [f"goal_{number}" for number in range(1, lesson.goals + 1)]
    for name in ("title", "about", *goals, "synthesis.question", "synthesis.answer", "card"):
        yield f"{whole}.{name}"
    for each in lesson.exercises:
        own = f"{whole}.{each.name}"
        hints = [f"hint_{number}" for number in range(1, each.hints + 1)]
        yield from (f"{own}.{name}" for name in ("title", "setup", "question", "why", "answer", *hints))
        yield from _of_prompt(own, each.prompt)
        yield from (f"{own}.contrast.{name}" for name in ("change", "question", "answer"))
        yield from _of_prompt(f"{own}.contrast", each.contrast.prompt)
    own, trials = f"{whole}.{lesson.misconception.name}", len(lesson.misconception.trials)
    runs = [f"run_{number}" for number in range(1, trials + 1)]
    yield from (
        f"{own}.{name}"
        for name in ("statement", "answer", *runs, *(f"feedback.{vote}" for vote in lesson.misconception.rule.answers))
    )
    for item in lesson.items:
        own = f"{whole}.{item.name}"
        yield from (f"{own}.{name}" for name in ("question", "answer"))
        yield from _of_prompt(own, item.prompt)


def _of_prompt(own: str, prompt: Prompt) -> Iterator[str]:
    """An option's text, and what is said of each answer."""
    said: list[str] = []
    if isinstance(prompt, Choose):
        said = [option.name for option in prompt.options]
        yield from (f"{own}.option.{name}" for name in said)
    elif isinstance(prompt, Estimate):
        said = ["right", "low", "high"]
    elif isinstance(prompt, Sketch):
        said = ["right", "wrong", *(each.name for each in prompt.mistaken)]
    yield from (f"{own}.feedback.{name}" for name in said)
