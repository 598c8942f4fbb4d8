"""Lattice: values of a number between two limits, evenly spaced or evenly by factors, written with few digits."""

import math

from gradflow.comparison.grid import Grid
from gradflow.experiment import Experiment, default_of
from gradflow.fields import Number, Value
from gradflow.networks.family import Family, Opening, Span

DIGITS = 3  # of a value; enough for factors of 1.01, and a link stays short


def spaced(rule: Number, low: float, high: float, count: int) -> tuple[float, ...]:
    """At most `count` values from low to high, both among them, as the rule allows; fewer where whole numbers run out.

    By factors where the rule is logarithmic, but from 0 evenly.
    """
    low, high = sorted(min(max(end, rule.low), rule.high) for end in (low, high))
    shares = [at / max(1, count - 1) for at in range(count)]
    if rule.log and low > 0:
        values = [low * (high / low) ** share for share in shares]
    else:
        values = [low + (high - low) * share for share in shares]
    written = [low, *(_written(value, high - low) for value in values[1:-1]), high]
    checked = {rule.check(round(value) if rule.whole else value) for value in written}
    return tuple(sorted(checked))  # type: ignore[type-var]


def _written(value: float, extent: float) -> float:
    """To a thousandth of the extent, or three digits where it is small beside that."""
    size = min(abs(value), extent) or 1.0
    return round(value, DIGITS - 1 - math.floor(math.log10(size)))


def opening_grid(family: Family) -> Grid:
    """What the page of grids opens with."""
    return _opened(family, family.grid)


def opening_knobs(family: Family) -> Grid:
    """What the page of two knobs opens with."""
    return _opened(family, family.knobs)


def _opened(family: Family, opening: Opening) -> Grid:
    base = default_of(family.config).replace(**opening.values)
    return Grid.of(base, {name: _values(base, name, along) for name, along in opening.axes.items()})


def _values(base: Experiment, name: str, along: tuple[Value, ...] | Span) -> tuple[Value, ...]:
    return spaced(base.described()[name].rule, *along) if isinstance(along, Span) else along
