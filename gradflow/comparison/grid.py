"""Grid: one experiment and up to four of its fields with the values to try; names and numbers only.

It is at once a grid of choices (activation × initializer × normalization), a lattice of two knobs
(depth × gain) and a comparison over seeds. As an experiment is one run's link and cache key, a grid is
that of all its runs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from gradflow.experiment import Experiment, value_text
from gradflow.fields import Choice, Value, check_all
from gradflow.networks import RNN
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.normalizations import NORMALIZATIONS

MOST_AXES = 4  # three families and the seed
MOST_CELLS = 1024  # a lattice of 32 × 32
# steps × depth × width × batch_size over all cells: some 15 minutes of a core at 60 million a second (width 32)
MOST_WORK = 5 * 10**10
MOST_PROGRAMS = 8  # each is compiled in 3 s, and a server keeps 24 for everybody
COMPILED = ("task", "width", "hidden_size", "stacked_layers", "batch_size", "precision")
ALL = "all"  # in a link or on the command line: every choice of a family


class Refused(ValueError):
    """Every value is allowed, and together they are not. why: axes, runs, programs, alike, work or empty; numbers:
    what a sentence about it says."""

    def __init__(self, message: str, why: str, **numbers: object) -> None:
        super().__init__(message)
        self.why = why
        self.numbers = numbers


@dataclass(frozen=True)
class Axis:
    """A field by name and the values to try, in the order they are drawn."""

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Grid:
    """Every combination of the axes' values, everything else as in `base`.

    The base's own values on the axes do not matter: they are replaced by each axis's first, so that equal
    grids are equal. Raises ValueError naming every bad field, its value and what is allowed; `Refused`, which is
    one, where every value is allowed and together they are too much.

    >>> import gradflow
    >>> grid = gradflow.Grid.of(gradflow.Experiment(), {"depth": [5, 10, 20], "gain": [1.0, 2.0]})
    >>> len(grid), grid.values[0]
    (6, {'depth': 5, 'gain': 1.0})
    """

    base: Experiment
    axes: tuple[Axis, ...]

    @classmethod
    def of(cls, base: Experiment, axes: Mapping[str, Any]) -> Grid:
        """The grid of these fields, each with its values or a single one."""
        return cls(base, tuple(Axis(name, _several(values)) for name, values in axes.items()))

    def __post_init__(self) -> None:
        names = [axis.name for axis in self.axes]
        if not 1 <= len(names) <= MOST_AXES or len(set(names)) < len(names):
            message = f"axes = {', '.join(names) or 'none'}: allowed are 1 to {MOST_AXES} different fields"
            raise Refused(message, "axes", most=MOST_AXES)
        axes = tuple(Axis(axis.name, _checked(axis, self.base)) for axis in self.axes)
        object.__setattr__(self, "axes", axes)
        if len(self) > MOST_CELLS:
            sizes = " × ".join(f"{len(axis.values)} of {axis.name}" for axis in axes)
            message = f"{sizes} = {len(self)} runs: allowed are up to {MOST_CELLS}"
            raise Refused(message, "runs", runs=len(self), most=MOST_CELLS)
        if (programs := math.prod(len(axis.values) for axis in axes if axis.name in COMPILED)) > MOST_PROGRAMS:
            compiled = " × ".join(axis.name for axis in axes if axis.name in COMPILED)
            message = f"{compiled}: {programs} programs to compile: allowed are up to {MOST_PROGRAMS}"
            raise Refused(message, "programs", programs=programs, most=MOST_PROGRAMS)
        object.__setattr__(self, "base", self.base.replace(**{axis.name: axis.values[0] for axis in axes}))
        if len(set(self.cells)) < len(self):
            message = f"{', '.join(names)}: allowed are values that this task leaves to choose"
            raise Refused(message, "alike")
        if (work := sum(map(_work, self.cells))) > MOST_WORK:
            what = "steps × depth × width × batch_size, summed over all runs,"
            message = f"{what} = {work:.3g}: allowed is up to {MOST_WORK:.0e}"
            raise Refused(message, "work", times=f"{work / MOST_WORK:.2g}")

    # -- its cells: a cell is known by its place, 0 to len - 1, the last axis running fastest --------------

    def __len__(self) -> int:
        return math.prod(self.shape)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each axis has."""
        return tuple(len(axis.values) for axis in self.axes)

    @cached_property
    def values(self) -> tuple[dict[str, Any], ...]:
        """The axes' values at each place, by name."""
        names = [axis.name for axis in self.axes]
        return tuple(dict(zip(names, row, strict=True)) for row in product(*(axis.values for axis in self.axes)))

    @cached_property
    def cells(self) -> tuple[Experiment, ...]:
        """The experiment at each place."""
        return tuple(self.base.replace(**values) for values in self.values)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """All places, in an order whose every beginning is spread evenly over all axes together: each point of
        Halton's sequence (1960; prime bases) names the place it falls into."""
        seen: dict[int, None] = {}
        for k in range(8 * len(self)):  # by then few are left; those follow in their own order
            place = 0
            for size, base in zip(self.shape, (2, 3, 5, 7), strict=False):
                place = place * size + int(_van_der_corput(k, base) * size)
            seen[place] = None
        return (*seen, *(place for place in range(len(self)) if place not in seen))

    # -- the link ------------------------------------------------------------------------------------------

    def to_query(self) -> str:
        """The link, without the question mark: the base's, and grid=field:value,value,... for each axis."""
        axes = (f"grid={axis.name}:{','.join(quote(value_text(v)) for v in axis.values)}" for axis in self.axes)
        return "&".join(filter(None, (self.base.to_query(), *axes)))

    @classmethod
    def from_query(cls, query: str) -> Grid:
        """The grid of a link; ValueError names every bad field."""
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
        base = Experiment.from_query(urlencode([(name, text) for name, text in pairs if name != "grid"]))
        return cls(base, tuple(parsed(*text.split(":", 1), base=base) for name, text in pairs if name == "grid"))


def parsed(name: str, texts: str = "", *, base: Experiment) -> Axis:
    """The axis of a field's name and its values as text, separated by commas; "all" is every choice of a family."""
    described = base.described()
    rule = described[name].rule if name in described else None
    if texts == ALL and isinstance(rule, Choice):
        return Axis(name, rule.options)
    some = islice(texts.split(","), MOST_CELLS + 1)
    return Axis(name, tuple(check_all(described, {name: text}, parse=True)[name] for text in some))


def default_grid() -> Grid:
    """What the page opens with: all activations × six initializers × all normalizations."""
    base = Experiment(steps=100).replace(depth=20, width=32)
    initializers = ("normal", "torch_uniform", "lecun_normal", "glorot_normal", "he_normal", "orthogonal")
    return Grid.of(base, {"activation": ACTIVATIONS, "initializer": initializers, "normalization": NORMALIZATIONS})


def _van_der_corput(k: int, base: int) -> float:
    """The digits of k behind the point, the last one first."""
    fraction, weight = 0.0, 1.0
    while k:
        k, digit = divmod(k, base)
        weight /= base
        fraction += digit * weight
    return fraction


def _several(values: Any) -> tuple[Any, ...]:
    several = isinstance(values, Iterable) and not isinstance(values, str)
    return tuple(islice(values, MOST_CELLS + 1)) if several else (values,)


def _checked(axis: Axis, base: Experiment) -> tuple[Value | None, ...]:
    described = base.described()
    values = tuple(check_all(described, {axis.name: value})[axis.name] for value in axis.values)
    if not values:
        raise Refused(f"{axis.name}: allowed is at least one value", "empty")
    if twice := [value for i, value in enumerate(values) if value in values[:i]]:
        raise ValueError(f"{axis.name} = {value_text(twice[0])}, twice: allowed is every value once")
    return values


def _work(experiment: Experiment) -> int:
    network = experiment.network
    stacked = network.stacked_layers if isinstance(network, RNN) else 1
    return experiment.steps * network.depth * network.width * stacked * experiment.batch_size
