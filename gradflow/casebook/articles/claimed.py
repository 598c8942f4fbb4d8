"""Claimed: one claim of an article as a case."""

from collections.abc import Sequence

from gradflow.casebook.case import Case
from gradflow.casebook.reading import Bound
from gradflow.casebook.rule import Trials
from gradflow.experiment import Experiment


def claimed(number: str, topic: str, key: str, runs: Sequence[Experiment] = (), *bounds: Bound, code: str = "") -> Case:
    """number: of the article and of the claim in it, "000.13". bounds: what the claim promises, one a trial."""
    rule = Trials(bounds) if bounds else None
    return Case(number, "articles", topic, f"article {number.partition('.')[0]}", key, tuple(runs), rule, code=code)
