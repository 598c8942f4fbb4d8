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

from gradflow.comparison.axes import MOST_CELLS, Axis, Refused, judge_axes, read_axes
from gradflow.experiment import Experiment, default_of
from gradflow.invalid import InvalidField, InvalidFields
from gradflow.link import AXIS, NETWORK, Query, axis_text, pairs_of, split, text_of
from gradflow.networks import DEFAULT, family_named

MOST_AXES = 4  # three choices and the seed
# steps × depth × width × batch_size over all cells: some 15 minutes of a core at 60 million a second (width 32)
MOST_WORK = 5 * 10**10
MOST_PROGRAMS = 8  # each is compiled in 3 s, and a server keeps 24 for everybody


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
        self._settle(self.base, *judge_axes(self.axes, self.base.described()))

    def _settle(self, base: Experiment, axes: tuple[Axis, ...], bad: list[InvalidField]) -> None:
        """Store what was checked; Refused where together it is too much."""
        if bad:
            raise InvalidFields(*bad)
        names = [axis.name for axis in axes]
        if not 1 <= len(names) <= MOST_AXES or len(set(names)) < len(names):
            message = f"axes = {', '.join(names) or 'none'}: allowed are 1 to {MOST_AXES} different fields"
            raise Refused(message, "axes", most=MOST_AXES)
        object.__setattr__(self, "axes", axes)
        if len(self) > MOST_CELLS:
            sizes = " × ".join(f"{len(axis.values)} of {axis.name}" for axis in axes)
            message = f"{sizes} = {len(self)} runs: allowed are up to {MOST_CELLS}"
            raise Refused(message, "runs", runs=len(self), most=MOST_CELLS)
        compiled = [axis for axis in axes if axis.name in base.family.compiled]
        if (programs := math.prod(len(axis.values) for axis in compiled)) > MOST_PROGRAMS:
            named = " × ".join(axis.name for axis in compiled)
            message = f"{named}: {programs} programs to compile: allowed are up to {MOST_PROGRAMS}"
            raise Refused(message, "programs", programs=programs, most=MOST_PROGRAMS)
        first = {axis.name: axis.values[0] for axis in axes}
        object.__setattr__(self, "base", base.replace_checked(first, base.changes))
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
        return tuple(self.base.replace_checked(values, self.base.changes) for values in self.values)

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
        return text_of(self.base.to_pairs() + [(AXIS, axis_text(axis.name, axis.values)) for axis in self.axes])

    @classmethod
    def from_query(cls, query: Query) -> Grid:
        """The grid of a link; InvalidFields names every bad field, Refused says what is too much."""
        texts, rest = split(pairs_of(query), AXIS)
        family, bad = family_named(dict(rest).get(NETWORK, DEFAULT.name)), []
        try:
            base = Experiment.from_query(rest)
        except InvalidFields as invalid:
            base, bad = default_of(family.config), [*invalid.fields]
        axes, worse = read_axes(texts, base.described())
        grid = object.__new__(cls)
        grid._settle(base, axes, bad + worse)
        return grid


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


def _work(experiment: Experiment) -> int:
    return experiment.steps * experiment.family.work(experiment.network) * experiment.batch_size
