"""A lesson as one value that JSON can say: its stations in every language, and its runs, once."""

from collections.abc import Callable
from typing import Any

from gradflow.casebook.running import trained
from gradflow.experiment import Experiment
from gradflow.lessons.bank import Train, traces_of
from gradflow.lessons.lesson import Asked, Lesson
from gradflow.lessons.mark import mistaken_runs, voted
from gradflow.lessons.memory import CERTAIN, GUESSED, SURE
from gradflow.lessons.readings import CURVES
from gradflow.lessons.shown.setting import drawing, settings
from gradflow.lessons.way import ASK, CARD, OPENING, SYNTHESIS, VOTE, Station, way
from gradflow.service.training.seed_band import Profiles, profiles
from gradflow.standalone.markup import formula, marked_up
from gradflow.standalone.stored_prompt import stored_prompt
from gradflow.standalone.stored_runs import ALWAYS, stored_run
from gradflow.text import LANGUAGES, Words

Record = dict[str, Any]
Band = Callable[[Experiment], Profiles]
SAID = (
    *("next", "back", "begin", "commit", "why", "compare", "own_words", "model", "progress", "right", "not_so"),
    *("yours", "measured", "you_said", "was_measured", "contrast", "item", "synthesis", "card", "goals", "scored"),
    *("hint", "sure_and_wrong", "unsure_and_right", "close"),
)


class StoredLesson:
    """Collects the runs that its stations speak of, each once."""

    def __init__(self, lesson: Lesson, train: Train = trained, band: Band = profiles) -> None:
        self.lesson, self.train, self.band = lesson, train, band
        self.runs: list[Record] = []
        self._known: dict[tuple[Experiment, int, str], int] = {}

    def record(self, language: str) -> Record:
        """language: in which it opens."""
        stations = {name: [self._station(each, Words(name)) for each in way(self.lesson)] for name in LANGUAGES}
        return {
            "name": self.lesson.name,
            "language": language,
            "languages": LANGUAGES,
            "titles": {name: Words(name)(f"lesson.{self.lesson.name}.title") for name in LANGUAGES},
            "words": {name: _words(Words(name)) for name in LANGUAGES},
            "stations": stations,
            "runs": self.runs,
        }

    def _station(self, station: Station, words: Words) -> Record:
        own = {"kind": station.kind, "key": station.key}
        if station.kind == OPENING:
            return own | self._opening(words)
        if station.kind == VOTE:
            return own | self._vote(station.key, words)
        if station.kind == SYNTHESIS:
            texts = {name: marked_up(words(f"{station.key}.{name}")) for name in ("question", "answer")}
            return own | {"title": words("lessons.synthesis"), **texts}
        if station.kind == CARD:
            text = marked_up(words(station.key)) + formula(self.lesson.card.formula)
            return own | {"title": words("lessons.card"), "text": text}
        assert station.kind == ASK and station.asked
        return own | self._asked(station, station.asked, words)

    def _opening(self, words: Words) -> Record:
        key, lesson = f"lesson.{self.lesson.name}", self.lesson
        goals = "\n".join(f"- {words(f'{key}.goal_{number}')}" for number in range(1, lesson.goals + 1))
        text = f"{words(f'{key}.about')}\n\n**{words('lessons.goals')}**\n\n{goals}"
        return {
            "title": words(f"{key}.title"),
            "text": marked_up(text),
            "setting": _setting(lesson.exercises[0].experiment, None, words),
        }

    def _asked(self, station: Station, asked: Asked, words: Words) -> Record:
        key, contrast = asked.key, station.is_contrast
        head = words("lessons.contrast" if contrast else "lessons.item")
        told = words(f"{key}.change") if contrast else words.get(f"{key}.setup")
        trace, before = traces_of(asked, self.train)
        others = [self.train(each, asked.prompt.at + 1) for each in mistaken_runs(asked)]
        hints = [marked_up(words(f"{key}.hint_{number}")) for number in range(1, asked.hints + 1)]
        return {
            "title": words.get(f"{key}.title") or head,
            "text": marked_up(told),
            "hints": hints,
            "why": marked_up(words.get(f"{key}.why")) if not contrast and station.exercise else "",
            "setting": _setting(asked.experiment, asked.before, words),
            "prompt": stored_prompt(asked, station.key, trace, before, others, self.band, words),
            "shown": [] if asked.look.unseen else [self._run(asked.experiment, asked.prompt.at, asked.prompt.reads)],
            "layer": asked.look.layer or 0,
        }

    def _vote(self, key: str, words: Words) -> Record:
        believed = self.lesson.misconception
        traces = [self.train(each.experiment, each.at + 1) for each in believed.trials]
        options = [
            {
                "name": name,
                "text": words(f"lessons.vote.{name}"),
                "feedback": marked_up(words(f"{key}.feedback.{name}")),
            }
            for name in believed.rule.answers
        ]
        question = f"> {words(f'{key}.statement')}\n\n**{words('lessons.vote.question')}**"
        prompt = {"kind": "choice", "options": options, "answer": voted(believed, traces), "measured": ""}
        return {
            "title": words("lessons.vote.title"),
            "text": "",
            "hints": [],
            "why": "",
            "setting": _setting(believed.trials[0].experiment, None, words),
            "prompt": prompt | {"question": marked_up(question), "explained": marked_up(words(f"{key}.answer"))},
            "shown": [self._run(each.experiment, each.at, each.reads) for each in believed.trials],
            "said": [marked_up(words(f"{key}.run_{number}")) for number in range(1, len(traces) + 1)],
            "layer": 0,
        }

    def _run(self, experiment: Experiment, at: int, reads: str) -> int:
        """Its place among the runs."""
        key = experiment, at, reads if reads in CURVES and reads not in ALWAYS else ""
        if key not in self._known:
            self._known[key] = len(self.runs)
            trace = self.train(experiment, at + 1)
            self.runs.append(stored_run(trace, key[2]) | {"axis": experiment.family.axis})
        return self._known[key]


def _setting(experiment: Experiment, before: Experiment | None, words: Words) -> str:
    spoken = words.along(experiment.family.axis)
    return drawing(experiment, spoken) + settings(experiment, before, spoken)


def _words(words: Words) -> Record:
    """What the page itself says."""
    said: Record = {name: words(f"lessons.{name}") for name in SAID}
    said["sure"] = [words("lessons.sure.title"), *(words(f"lessons.sure.{each}") for each in SURE)]
    said["certain"], said["guessed"] = CERTAIN, GUESSED
    said["missing"] = words("lessons.refused.answer")
    said["about"], said["step"], said["size"] = (words(f"lessons.alone.{name}") for name in ("about", "step", "size"))
    said["axis"] = {axis: words.along(axis)("sketch.x") for axis in ("layer", "time")}
    said["curves"] = {name: words(f"sketch.reads.{name}") for name in CURVES}
    return said
