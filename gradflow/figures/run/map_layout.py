"""Where the bars and the maps stand, and what their axes and colours mean: in a broad container and in a small one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from gradflow.figures.drawing.bars import ROOM, around, axes_of_bars, needed_at
from gradflow.figures.drawing.norm import RMS, named
from gradflow.figures.drawing.quantities import Map, maps_of
from gradflow.figures.drawing.spoken import spoken_of
from gradflow.figures.drawing.style import (
    ALARM,
    COLORSCALE,
    GROUND,
    INK,
    QUIET,
    SLIM,
    axis,
    base,
    layer_axis,
    revision,
    step_axis,
    title,
    title_below,
)
from gradflow.figures.run import changes
from gradflow.text import Words
from gradflow.trace import Trace

# Shares of the width: of the bars, and of the one map or of all.
BARS = {1: (0.0, 0.42), 3: (0.0, 0.25)}
ACROSS = {1: ((0.5, 1.0),), 3: ((0.31, 0.52), (0.55, 0.79), (0.82, 1.0))}
PART, GAP = 0.74, 0.2  # heights of a picture and of the room between two, in the small container, of the broad one's
SIGNAL = "signal_rms"
MOST = 512  # layouts kept; a class has one each, and another where a run is gone back in
_kept: dict[Any, dict[str, Any]] = {}


def shown_in(trace: Trace, every: bool, norm: str = RMS) -> tuple[Map, ...]:
    """All three, or the backward signal alone."""
    return _shown(maps_of(trace), every, norm)


@lru_cache
def _shown(found: tuple[Map, ...], every: bool, norm: str) -> tuple[Map, ...]:
    shown = (each for each in found if every or each.quantity == SIGNAL)
    return tuple(replace(each, formula=named(each.formula, each.quantity, norm)) for each in shown)


def place_of(shown: Sequence[Map]) -> int:
    """The number of the backward signal's subplot."""
    return [each.quantity for each in shown].index(SIGNAL)


def layout(
    trace: Trace, shown: Sequence[Map], words: Words, notes: list[str], at: int, needed: int | None, ghost: bool
) -> dict[str, Any]:
    """Titles, ranges and colours: the same object while nothing that they depend on is new."""
    marked = at if 0 <= at < len(trace) - 1 else None
    ended = len(trace) if trace.first_non_finite() is not None else None
    passed = len(changes.steps_of(trace))
    link = trace.experiment.to_query()  # and not the experiment, which holds a learner's own data
    of = link, trace.depth, passed, ended, tuple(shown), words, tuple(notes), marked, needed, ghost
    if (found := _kept.get(of)) is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[of] = _layout(trace, shown, words, notes, at, needed, ghost)
    return found


def _layout(
    trace: Trace, shown: Sequence[Map], words: Words, notes: list[str], at: int, needed: int | None, ghost: bool
) -> dict[str, Any]:
    drawn = base(plot_bgcolor=GROUND, hovermode="closest", uirevision=revision(trace), annotations=[], shapes=[])
    for number, (each, note) in enumerate(zip(shown, notes, strict=True)):
        x, y = axis("x", number), axis("y", number)
        follow = {} if number == 0 else {"matches": "x"}
        drawn[axis("xaxis", number)] = QUIET | follow | {"anchor": y} | step_axis(trace)
        drawn[axis("yaxis", number)] = _rows(trace, words, number) | {"anchor": x}
        drawn[axis("coloraxis", number)] = {
            "cmin": each.low,
            "cmax": each.high,
            "colorscale": COLORSCALE,
            "colorbar": {"tickvals": each.ticks, "ticktext": each.tick_texts(), "tickfont": {"size": 11}} | SLIM,
        }
        corner = {"xref": f"{x} domain", "yref": f"{y} domain", "y": 1, "yanchor": "bottom", "showarrow": False}
        name = f"<b>{words('maps.' + each.quantity)}</b>  {each.formula}"
        drawn["annotations"] += [
            corner | {"text": name, "x": 0, "xanchor": "left", "xshift": -2, "yshift": 18, "font": {"size": 13}},
            corner | {"text": note, "x": 1, "xanchor": "right", "yshift": 1},
        ]
        if trace.first_non_finite() is not None:
            drawn["shapes"].append(changes.vertical(len(trace) - 1, x, y) | {"line": changes.LINE | {"color": ALARM}})
        drawn["shapes"] += changes.lines(trace, x, y)
        if 0 <= at < len(trace) - 1:
            drawn["shapes"].append(changes.vertical(at, x, y) | {"line": {"color": INK, "width": 2}})
    if needed is not None:
        drawn["annotations"].append(needed_at(needed, len(shown), words))
    return _with_bars(drawn, trace, shown, ghost, words)


def _with_bars(drawn: dict[str, Any], trace: Trace, shown: Sequence[Map], ghost: bool, words: Words) -> dict[str, Any]:
    signal, number = place_of(shown), len(shown)
    two_ways = any(each.quantity == "cell_gradient_rms" for each in maps_of(trace))
    said, shapes = around(number, ghost, two_ways, words)
    drawn["annotations"] += said + changes.labels(trace, axis("x", signal), axis("y", signal), words)
    drawn["shapes"] += shapes
    rows = _rows(trace, words, number) | {"anchor": axis("x", number)} | title(words("axis.layer"))
    return drawn | axes_of_bars(shown[signal], number) | {axis("yaxis", number): rows}


def _rows(trace: Trace, words: Words, number: int) -> dict[str, Any]:
    return layer_axis(trace, words) | ({} if number == 0 else {"matches": "y"})


@lru_cache
def wide(shown: tuple[Map, ...], words: Words) -> dict[str, Any]:
    """Side by side; each colour scale below its map, the backward signal's below the bars, whose length it tells."""
    placed: dict[str, Any] = {"margin": {"l": 46, "r": 22, "t": 42, "b": 64}, "dragmode": "zoom"} | _spoken(shown)
    signal = place_of(shown)
    for number, across in enumerate(ACROSS[len(shown)]):
        placed[axis("xaxis", number)] = {"domain": across, **title_below(words("axis.step"))}
        placed[axis("yaxis", number)] = {"showticklabels": False}
        left, right = _scale(shown) if number == signal else across
        bar = {"orientation": "h", "x": left, "xanchor": "left", "len": right - left, "xpad": 0, "ypad": 2}
        below = {"y": 0, "yref": "container", "yanchor": "bottom"}
        placed[axis("coloraxis", number)] = {"colorbar": bar | below}
    placed[axis("xaxis", len(shown))] = {"domain": BARS[len(shown)]}
    return placed


def _spoken(shown: Sequence[Map]) -> dict[str, Any]:
    """By which name a text speaks of each map; here, where it is sent once and not with every frame."""
    return {"meta": [spoken_of(each.quantity) for each in shown]}


def _scale(shown: Sequence[Map]) -> tuple[float, float]:
    """Where the bars' scale begins and ends."""
    left, right = BARS[len(shown)]
    span = shown[place_of(shown)].high - shown[place_of(shown)].low
    return left, left + (right - left) * span / (span + ROOM)


@lru_cache
def narrow(shown: tuple[Map, ...], words: Words) -> dict[str, Any]:
    """One below the other, each colour scale beside its map; a finger on the picture scrolls the page."""
    placed: dict[str, Any] = {"margin": {"l": 42, "r": 52, "t": 42, "b": 40}, "dragmode": False} | _spoken(shown)
    whole = narrow_height(shown)
    high = 1 - PART / whole
    placed[axis("xaxis", len(shown))] = {"domain": [0.0, 0.94]}
    placed[axis("yaxis", len(shown))] = {"domain": [high, 1.0]}
    for number in range(len(shown)):
        high -= GAP / whole
        low = high - (PART - GAP) / whole
        last = number == len(shown) - 1
        placed[axis("xaxis", number)] = {"showticklabels": last, **(title(words("axis.step")) if last else {})}
        placed[axis("yaxis", number)] = {"domain": [max(0.0, low), high], **title(words("axis.layer"))}
        bar = {"x": 1, "xpad": 6, "y": max(0.0, low), "yanchor": "bottom", "len": high - low, "ypad": 0}
        placed[axis("coloraxis", number)] = {"colorbar": bar}
        high = low
    return placed


def narrow_height(shown: Sequence[Map]) -> float:
    """Of the small container's picture, of the broad one's."""
    return PART * (1 + len(shown))
