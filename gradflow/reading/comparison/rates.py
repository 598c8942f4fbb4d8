"""A range test and a cross-validation in words."""

from collections.abc import Sequence

from gradflow.diagnosis.group import Spread
from gradflow.diagnosis.rates.rate_range import RateRange
from gradflow.diagnosis.rates.validation import Validated, as_good, best_of
from gradflow.tasks import is_drawn, task_of
from gradflow.text import Words, number

AT_ONCE = 4  # names in a sentence


def range_reading(found: RateRange, words: Words) -> str:
    """Where the loss falls, where it breaks, and the rate to begin with."""
    if found.word == "rising":
        return words("rates.range.waiting")
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
    """Which is best over the folds, by how far, and which the folds do not tell from it. task: its name."""
    best = best_of(rows)
    drawn = words("rates.folds.drawn") if is_drawn(task) else ""
    if best is None:
        broken = bool(rows) and all(row.broken for row in rows)
        return words("rates.folds.all_broken" if broken else "rates.folds.waiting", folds=folds)
    assert best.loss is not None
    said = {"best": named(best, words), "folds": folds, "loss": _ranged(best.loss, "{:.3g}", words)}
    text = words("rates.folds.best", **said)
    if task_of(task).objective == "classification" and best.accuracy:
        text += words("rates.folds.accuracy", accuracy=_ranged(best.accuracy, "{:.0%}", words))
    others = [row for row in as_good(rows, best) if row is not best]
    for key, those in (("as_good", others), ("broken", [row for row in rows if row.broken])):
        if those:
            names = words("clause.and").join(named(row, words) for row in those[:AT_ONCE])
            text += words(f"rates.folds.{key}", **{"others" if key == "as_good" else key: names})
    finished = [row for row in rows if row.done == len(row.places)]
    if len(finished) < len(rows):  # one of the others may be better
        text = words("rates.folds.so_far", done=len(finished), count=len(rows)) + text
    return text + words("rates.folds.end") + drawn


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
