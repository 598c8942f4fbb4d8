"""Targets: an invisible point a run, to be pointed at and opened; what it says, and the runs counted in words."""

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Group, Spread, compared_axes
from gradflow.figures.drawing.style import CLEAR
from gradflow.text import Words

SYMBOLS = {  # of the verdicts; nothing depends on colour alone
    "vanishing": "↓",
    "exploding": "↑",
    "healthy": "✓",
    "borderline": "≈",
    "exploded": "✕",
    "dead": "∅",
    "underflow": "▨",
    "truncated": "⊣",
}
WITHOUT_DECADES = ("exploded", "dead", "underflow", "truncated")  # verdicts that a slope says nothing about


def targets(x: NDArray[Any], y: NDArray[Any], listed: list[Group], grid: Grid, words: Words) -> dict[str, Any]:
    """A trace whose point's customdata is the place of the run to open."""
    places = np.array([group.places[0] for group in listed], np.int32)
    said = [description(group, grid, words) for group in listed]
    marker = {"color": CLEAR, "size": 8, "line": {"width": 0}}
    style = {"mode": "markers", "marker": marker, "hovertemplate": "%{hovertext}<extra></extra>"}
    return {"type": "scatter", "x": x, "y": y, "customdata": places, "hovertext": said} | style


def description(group: Group, grid: Grid, words: Words) -> str:
    """The run's name and all that is known of it, in lines."""
    lines = [f"<b>{name_of(group.places[0], grid, words)}</b>"]
    if group.kind is None:
        return "<br>".join([*lines, words("grid.waiting")])
    lines.append(f"{SYMBOLS[group.kind]} {words(f'grid.kind.{group.kind}')}")
    lines += [
        words(f"grid.said.{quantity}", number=_ranged(spread, quantity, words))
        for quantity in ("decades_per_layer", "initial_decades_per_layer", "loss", "accuracy", "held_out_accuracy")
        if (spread := group.spread(quantity)) is not None
    ]
    return "<br>".join([*lines, words("grid.open_hint")])


def name_of(place: int, grid: Grid, words: Words) -> str:
    """The compared axes' values at a place; a number says what it is of."""
    named = []
    for axis in compared_axes(grid):
        value = grid.values[place][axis.name]
        number = "" if isinstance(value, str) else words(f"field.{axis.name}.label") + " "
        named.append(number + value_name(axis.name, value, words))
    return " · ".join(named)


def value_name(field: str, value: Any, words: Words) -> str:
    """A value as a label or a menu has it, without what stands in brackets."""
    shown = words.of_choice(field, value) or words.get(f"value.{value}".lower())
    shown = shown.partition(" (")[0] + shown.partition(")")[2] if " (" in shown else shown
    return (shown.partition("（")[0] + shown.partition("）")[2]) or f"{value:g}"


def axis_of(grid: Grid) -> str:
    """What the gradient travels along in all of its runs (`Family.axis`)."""
    return grid.base.family.axis


def counted(listed: list[Group], grid: Grid, words: Words) -> str:
    """How many of each verdict, the flattest and the steepest."""
    kinds = Counter(group.kind for group in listed if group.kind)
    if not kinds:
        return words("grid.label_empty", runs=len(listed))
    each = [words(f"grid.count.{kind}", count=kinds[kind]) for kind in SYMBOLS if kinds[kind]]
    said = {"done": sum(kinds.values()), "runs": len(listed), "counts": words("clause.and").join(each)}
    seeds = len(listed[0].places)
    text = words("grid.label", **said) if seeds == 1 else words("grid.label_seeds", **said, seeds=seeds)
    slopes = [(abs(slope.median), group, slope) for group in listed if (slope := _slope(group))]
    if len(slopes) > 1:
        ends = {"best": min(slopes, key=lambda each: each[0]), "worst": max(slopes, key=lambda each: each[0])}
        named = {end: name_of(group.places[0], grid, words) for end, (_, group, _) in ends.items()}
        numbers = {f"{end}_slope": signed(slope.median) for end, (_, _, slope) in ends.items()}
        text += words("grid.label_ends", **named, **numbers)
    return text


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign, a true minus; one that rounds to 0 has none."""
    return f"{round(value, digits) or 0.0:{'+' if round(value, digits) else ''}.{digits}f}".replace("-", "−")


def _slope(group: Group) -> Spread | None:
    return None if group.kind in WITHOUT_DECADES else group.spread("decades_per_layer")


def _ranged(spread: Spread, quantity: str, words: Words) -> str:
    """The median, and the range where seeds differ."""
    if "decades" in quantity:
        form = signed
    elif "accuracy" in quantity:
        form = "{:.0%}".format
    else:
        form = "{:.3g}".format
    if spread.low == spread.high:
        return form(spread.median)
    return words("grid.ranged", median=form(spread.median), low=form(spread.low), high=form(spread.high))
