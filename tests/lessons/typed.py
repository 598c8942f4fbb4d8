"""Numbers that are typed in the words of a lesson, and those that runs, settings and arithmetic hold against them."""

import math
import re
from collections.abc import Iterator

from gradflow.casebook.running import trained
from gradflow.experiment import Experiment
from gradflow.lessons import LESSONS, Lesson
from gradflow.presets.claim import QUANTITIES

FORMULA = re.compile(r"\$[^$]*\$")
DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.]*\d)")
SHARES = ("signal_factor", "activation_factor", "weights_factor", "slopes_factor")
READ = (*SHARES, "saturated", "cell_half_life", "carry_opening", "loss", "gradient_norm", "clipped_norm")
SIZES = ("signal_decades", "activation_decades", "weight_gradient_decades", "cell_decades", "first_update_ratio")


def typed(text: str) -> list[str]:
    """Decimal numbers of a text, outside its formulas."""
    return DECIMAL.findall(FORMULA.sub("", text))


def part_of(lesson: Lesson, key: str) -> str:
    """The exercise, item or sentence that a key of its words belongs to, "" for the whole lesson."""
    name = key.split(".")[2] if key.count(".") > 2 else ""
    return name if name in runs_by_part(lesson) else ""


def runs_by_part(lesson: Lesson) -> dict[str, set[tuple[Experiment, int]]]:
    """Which runs an exercise, an item or the sentence speaks of, and at which step they are read."""
    found: dict[str, set[tuple[Experiment, int]]] = {}
    for asked in lesson.asked():
        part = found.setdefault(asked.key.split(".")[2], set())
        part |= {(run, asked.prompt.at) for run in (asked.experiment, asked.before) if run}
    trials = {(trial.experiment, trial.at) for trial in lesson.misconception.trials}
    return found | {lesson.misconception.name: trials}


def measured(lesson: str, name: str, reads: str, at: int = 0, seeds: int = 1, **changes: object) -> float:
    """What the run of an exercise or item shows, with these changes; the mean of so many seeds."""
    asked = next(each for each in LESSONS[lesson].asked() if each.key == f"lesson.{lesson}.{name}")
    runs = [trained(asked.experiment.replace(seed=seed, **changes), at + 1) for seed in range(seeds)]
    return sum(abs(float(QUANTITIES[reads](run, at))) for run in runs) / seeds  # type: ignore[arg-type]


def held(runs: set[tuple[Experiment, int]]) -> Iterator[float]:
    """What these runs measure, and what they are set to."""
    for experiment, at in runs:
        yield from (value for value in experiment.values().values() if isinstance(value, float))
        trace = trained(experiment, at + 1)
        for step in {0, at} & set(range(len(trace))):
            yield from _measured(trace, step)


def _measured(trace, step: int) -> Iterator[float]:
    for name in (*READ, *SIZES):
        value = QUANTITIES[name](trace, step)
        if value is None or not math.isfinite(value):
            continue
        yield abs(float(value))
        if name in SHARES and value > 0:
            yield from (abs(math.log10(value)), value * value)
        if name in SIZES and abs(value) < 30:
            yield 10.0**value


def says(number: str, value: float) -> bool:
    """Whether a value, rounded as the number is, is this number; a unit of its last digit is let pass."""
    digits = len(number.partition(".")[2])
    return abs(value - float(number)) <= 1.01 * 10**-digits / (1 if digits > 2 else 2) + 1e-12
