"""Runs table: the numbers behind a picture of many runs, one row a run or a group of seeds."""

import numpy as np

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Group
from gradflow.figures.drawing.table import Table, Values
from gradflow.figures.grid.targets import name_of
from gradflow.text import Words


def runs_table(grid: Grid, listed: list[Group], quantities: tuple[str, ...], words: Words) -> Table:
    """Of the runs that have finished: name, both verdicts, and these numbers of `Outcome`; over seeds the median and
    both ends. The page has a larger table that sorts."""
    done = [group for group in listed if group.signal]
    columns: dict[str, Values] = {
        words("grid.run"): [name_of(group.places[0], grid, words) for group in done],
        words("grid.verdict"): [words(f"verdict.{group.signal}") for group in done],
        words("grid.learning"): [words(f"verdict.{group.learning}") for group in done],
    }
    several = any(len(group.places) > 1 for group in listed)
    shares: list[str] = []
    for quantity in quantities:
        spreads = [group.spread(quantity) for group in done]
        name = words(f"grid.column.{quantity}")
        for part in ("median", "low", "high") if several else ("median",):
            column = words(f"grid.{part}", name=name) if several else name
            columns[column] = np.array([getattr(each, part) if each else np.nan for each in spreads])
            shares += [column] * ("accuracy" in quantity)
    return Table(words("grid.caption"), columns, tuple(shares), gaps=tuple(columns)[3:])
