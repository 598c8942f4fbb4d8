"""Lattice: values of a number between two limits, evenly spaced or evenly by factors, written with few digits."""

import math

from gradflow.comparison.grid import Grid, default_grid
from gradflow.experiment import Experiment, default_of
from gradflow.fields import Number
from gradflow.networks import MLP, RNN, Network

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


def default_families(kind: type[Network]) -> Grid:
    """What the page of grids opens with."""
    if kind is MLP:
        return default_grid()
    base = default_of(RNN).replace(steps=60, sequence_length=40, hidden_size=32, batch_size=32)
    first = ("torch_uniform", "glorot_uniform", "orthogonal", "identity")
    return Grid.of(base, {"cell": base.described()["cell"].rule.options, "recurrent_initializer": first})


def default_knobs(kind: type[Network]) -> Grid:
    """What the page of two knobs opens with: the edge of chaos, and how long a gate remembers."""
    described = default_of(kind).described()
    ends: dict[str, tuple[float, float, int]]
    if kind is MLP:
        base = Experiment(steps=40).replace(activation="tanh", width=32)
        ends = {"gain": (0.5, 2.0, 16), "bias_gain": (0.0, 1.0, 11)}
    else:
        base = default_of(RNN).replace(cell="lstm", steps=20, hidden_size=32, batch_size=32)
        ends = {"forget_bias": (-2.0, 6.0, 9), "sequence_length": (10, 100, 10)}
    return Grid.of(base, {name: spaced(described[name].rule, *of) for name, of in ends.items()})
