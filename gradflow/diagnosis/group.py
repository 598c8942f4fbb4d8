"""Group: the cells of a grid that differ by their seed alone, so that nobody argues from one lucky run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradflow.comparison.axes import Axis
from gradflow.comparison.grid import Grid
from gradflow.diagnosis.run_thumbnail import RunThumbnail

SEED = "seed"


@dataclass(frozen=True)
class Spread:
    """A number over the seeds that have it."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Group:
    """places: in the grid, one a seed; cells: of those that have finished, in the same order."""

    places: tuple[int, ...]
    cells: tuple[RunThumbnail, ...]

    @property
    def kind(self) -> str | None:
        """The verdict that most have, the first of several; None before the first has finished."""
        kinds = Counter(cell.outcome.kind for cell in self.cells)
        return kinds.most_common(1)[0][0] if kinds else None

    def spread(self, quantity: str) -> Spread | None:
        """Of a number of `Outcome`, over the seeds where it is finite; None where it is nowhere."""
        found = [getattr(cell.outcome, quantity) for cell in self.cells]
        finite = [value for value in found if value is not None and np.isfinite(value)]
        return Spread(float(np.median(finite)), min(finite), max(finite)) if finite else None

    def signal(self, rows: int, columns: int) -> NDArray[np.float32]:
        """Median of the signal, [row, column]; row 0 nearest the input. NaN where no seed has a number.

        rows: evenly spaced over the depths. columns: of the whole budget, evenly spaced; a run that ended early
        has fewer.
        """
        sizes = np.full((len(self.cells), rows, columns), np.nan, np.float32)
        for at, cell in enumerate(self.cells):
            depths = np.rint(np.linspace(0, len(cell.depths) - 1, rows)).astype(int)
            every = _stride(cell, columns)
            shown = cell.signal[depths, ::every][:, :columns]
            sizes[at, :, : shown.shape[1]] = shown
        if len(sizes) == 1:
            return sizes[0]
        some = ~np.isnan(sizes).all(axis=0)
        median = np.full((rows, columns), np.nan, np.float32)
        median[some] = np.nanmedian(sizes[:, some], axis=0)
        return median


def compared_axes(grid: Grid) -> tuple[Axis, ...]:
    """The axes besides the seed."""
    return tuple(axis for axis in grid.axes if axis.name != SEED) or grid.axes


def groups(grid: Grid, cells: Mapping[int, RunThumbnail]) -> list[Group]:
    """One for each combination of the compared axes' values, the last axis running fastest."""
    places = np.arange(len(grid)).reshape(grid.shape)
    names = [axis.name for axis in grid.axes]
    if SEED in names and len(names) > 1:
        places = np.moveaxis(places, names.index(SEED), -1)
        together = places.reshape(-1, places.shape[-1])
    else:
        together = places.reshape(-1, 1)
    rows = [tuple(int(place) for place in row) for row in together]
    return [Group(row, tuple(cells[place] for place in row if place in cells)) for row in rows]


def _stride(cell: RunThumbnail, columns: int) -> int:
    """How many of a cell's columns make one of the picture's."""
    return max(1, -(-cell.columns // columns))
