"""A range test and a cross-validation in words."""

from collections.abc import Sequence

from gradflow.comparison.rates import LOOK
from gradflow.diagnosis.group import Spread
from gradflow.diagnosis.rates.rate_range import RateRange
from gradflow.diagnosis.rates.validation import Validated, as_good, best_of, lowest_of
from gradflow.tasks import is_drawn, task_of
from gradflow.text import Words, number

AT_ONCE = 4  # names in a sentence


def range_reading(found: RateRange, words: Words, rows: Sequence[Validated] = ()) -> str:
    """Where the loss falls, where it breaks, and the rate to begin with. rows: of the cross-validation beside it, which
    may have found a rate that learns where no part of the one run did."""
    if found.word == "rising":
        return words("rates.range.waiting")
    if found.word == "guessing" and any(row.whole and row.learns for row in rows):
        return words("rates.range.outdone", guess=f"{found.guess:.3g}")
    if found.word == "guessing":
        up_to = words("rates.range.up_to_edge" if found.edge else "rates.range.up_to",
                      rate=brief(found.edge or float(found.rates[-1])))  # fmt: skip
        return words("rates.range.guessing", up_to=up_to, guess=f"{found.guess:.3g}")
    assert found.first and found.lowest and found.suggested
    said = {"first": brief(found.first), "lowest": brief(found.lowest), "suggested": brief(found.suggested)}
    if found.edge:
        return words("rates.range.found", **said, edge=brief(found.edge))
    return words("rates.range.unbroken", **said, high=brief(float(found.rates[-1])))


def validation_reading(rows: Sequence[Validated], task: str, folds: int, words: Words) -> str:
    """Which is best over the folds, by how far, and which the folds do not tell from it; or that none learns, or that
    there is more to come. task: its name."""
    if all(row.broken for row in rows):
        return words("rates.folds.all_broken")
    broken, ended = _broken(rows, words), sum(row.ended for row in rows)
    if ended < len(rows):  # one of the others may be better
        return words("rates.folds.waiting", done=ended, count=len(rows), folds=folds) + broken
    lowest, drawn = lowest_of(rows), words("rates.folds.drawn") if is_drawn(task) else ""
    if lowest is None or lowest.loss is None:
        return words("grid.refused.looks", fewest=LOOK)
    said = {"lowest": named(lowest, words), "loss": _ranged(lowest.loss, "{:.3g}", words), "folds": folds}
    right = ""
    if task_of(task).objective == "classification" and lowest.accuracy:
        right = words("rates.folds.accuracy", accuracy=_ranged(lowest.accuracy, "{:.0%}", words))
    if lowest is not best_of(rows):
        return words("rates.folds.guessing", **said, right=right, guess=f"{lowest.guess:.3g}") + broken + drawn
    others = [named(row, words) for row in as_good(rows, lowest) if row is not lowest]
    as_well = words("rates.folds.as_good", others=_listed(others, words)) if others else ""
    text = words("rates.folds.best", **said, right=right)
    return text + as_well + broken + words("rates.folds.end") + drawn


def _broken(rows: Sequence[Validated], words: Words) -> str:
    of = [(named(row, words), words("rates.folds.broke_of", **row.broke)) for row in rows if row.broken]
    said = [words("rates.folds.broke_at", value=value, broke=broke) for value, broke in of]
    return words("rates.folds.broken", broken=_listed(said, words)) if said else ""


def _listed(names: Sequence[str], words: Words) -> str:
    return words("clause.and").join(names[:AT_ONCE])


def named(row: Validated, words: Words) -> str:
    """A combination by its values; that of a learning rate alone by its number."""
    if set(row.values) == {"learning_rate"}:
        return f"η = {number(row.values['learning_rate'])}"
    return " · ".join(words.set_to(name, value) for name, value in row.values.items())


def brief(rate: float) -> str:
    """A rate to two digits."""
    return number(float(f"{rate:.1e}"))


def _ranged(spread: Spread, form: str, words: Words) -> str:
    ends = {name: form.format(getattr(spread, name)) for name in ("median", "low", "high")}
    return words("rates.ranged", **ends)
