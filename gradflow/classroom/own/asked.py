"""What a teacher asks of an experiment of her own: as she wrote it, within bounds, and as the store keeps it."""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from latex2mathml.converter import convert

from gradflow.experiment import Experiment
from gradflow.invalid import InvalidFields
from gradflow.lessons.say import formulas_of
from gradflow.networks import rnn
from gradflow.tasks import is_lent

MOST_QUESTIONS = 12  # an hour has room for eight
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_WHY = 300, 120, 600  # characters
FEWEST_OPTIONS, MOST_OPTIONS = 2, 6
LONGEST_LINK = 4000
READS = (
    *("signal_decades", "weight_gradient_decades", "loss", "training_accuracy", "held_out_accuracy"),
    *("saturated", "silent_layers"),
)
OF_TIME = ("reach", "solved_lag")  # of recurrent networks besides


class Unfit(ValueError):
    """why: the key of its sentence under `class.own.refused`. question: which one, from 1; 0 for none of them."""

    def __init__(self, why: str, question: int = 0) -> None:
        super().__init__(why)
        self.why, self.question = why, question


@dataclass(frozen=True)
class OwnQuestion:
    """text, options, why: as written, with formulas between dollars. right: which option is right, from 0, as the
    teacher says; None where the run decides: `reads`, one of `READS`, at the step `at`, lies between two of the
    `bounds`, and the options belong to what they part, from the smallest on."""

    text: str
    options: tuple[str, ...]
    right: int | None = None
    reads: str = ""
    at: int = 0
    bounds: tuple[float, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class OwnLesson:
    """link: of the experiment. view: of its laboratory, "" for the first. only: the controls that a learner's own
    network has, as a laboratory's link says it; "" for the usual ones."""

    link: str
    questions: tuple[OwnQuestion, ...]
    view: str = ""
    only: str = ""

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @property
    def experiment(self) -> Experiment:
        return Experiment.from_query(self.link)


def reads_of(experiment: Experiment) -> tuple[str, ...]:
    """What a run of it can decide by."""
    return READS + OF_TIME if experiment.family is rnn.FAMILY else READS


def own_of(said: Any) -> OwnLesson | None:
    """As the store has kept it, or a record; None for a room of a lesson."""
    if said is None:
        return None
    questions = [each | {name: tuple(each[name]) for name in ("options", "bounds")} for each in said["questions"]]
    return OwnLesson(**said | {"questions": tuple(OwnQuestion(**each) for each in questions)})


def checked_own(own: OwnLesson) -> OwnLesson:
    """The same, as it may be asked. Raises Unfit."""
    try:
        experiment = own.experiment if len(own.link) + len(own.view) + len(own.only) <= LONGEST_LINK else None
    except InvalidFields:
        experiment = None
    if experiment is None or is_lent(experiment.task):
        raise Unfit("experiment")
    if not 1 <= len(own.questions) <= MOST_QUESTIONS:
        raise Unfit("count")
    for number, each in enumerate(own.questions, start=1):
        if why := _wrong(each, experiment):
            raise Unfit(why, number)
    return own


def checked_record(said: Any) -> OwnLesson | None:
    """Of a record that somebody brings. Raises Unfit, or what a value of another shape raises."""
    own = own_of(said if isinstance(said, Mapping) or said is None else {})
    return None if own is None else checked_own(own)


def _wrong(each: OwnQuestion, experiment: Experiment) -> str:
    """Why this cannot be asked, "" where it can."""
    if not _fits(each.text, LONGEST_QUESTION, least=1):
        return "text"
    if not FEWEST_OPTIONS <= len(each.options) <= MOST_OPTIONS or len(set(each.options)) < len(each.options):
        return "options"
    if not all(_fits(option, LONGEST_OPTION, least=1) for option in each.options):
        return "options"
    if not _fits(each.why.replace("\n", " "), LONGEST_WHY):
        return "why"
    if not all(map(_is_formula, formulas_of(" ".join((each.text, each.why, *each.options))))):
        return "formula"
    if each.right is not None:
        return "" if each.right in range(len(each.options)) else "right"
    if each.reads not in reads_of(experiment):
        return "right"
    if each.at not in range(experiment.steps):
        return "at"
    rise = all(low < high for low, high in zip(each.bounds, each.bounds[1:], strict=False))
    fit = len(each.bounds) == len(each.options) - 1 and all(map(math.isfinite, each.bounds))
    return "" if rise and fit else "bounds"


def _fits(text: str, most: int, least: int = 0) -> bool:
    return least <= len(text) <= most and text == text.strip() and (text.isprintable() or not text)


def _is_formula(latex: str) -> bool:
    """Whether it can be set where there is no script to do it."""
    try:
        return bool(convert(latex))
    except Exception:
        return False
