"""A drawn curve, judged by rules and not by its pixels: where it goes, how far, where it bends.

Curves are in decades at the same handles, from the input's end to the loss's, [handle]; near is the end that is given.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradflow.lessons.readings import LAST

Curve = NDArray[np.float64]
PARTS = 3  # of a curve, each with a direction of its own
LEVEL = 0.5  # decades; less over a part of the curve is as good as level
BEND = 1.0  # decades beside the straight line between both ends, from which on a curve bends
OFF = 0.15  # of the way to the far end: nobody draws more exactly, and half a decade is always allowed
ENOUGH = 0.6  # of the handles
RULES = ("direction", "total", "bend", "share")


@dataclass(frozen=True)
class Drawn:
    """What the rules say of a drawing. right: by rule. far, meant: what was measured at the far end and what was drawn
    there, in decades. share: of the handles within the band of seeds, or as near to it
    as a hand can tell. way: where measurement and drawing go, by part
    from the given end: -1 falls, 0 level, 1 rises."""

    right: dict[str, bool]
    far: float
    meant: float
    share: float
    way: tuple[tuple[int, ...], tuple[int, ...]]

    @property
    def full(self) -> bool:
        return all(self.right.values())


def judged(drawn: ArrayLike, measured: Curve, given: int = LAST, band: Curve | None = None) -> Drawn:
    """band: the same curve of several seeds, [seed, handle]; without it the measured one alone."""
    line, truth = _from_given(np.asarray(drawn, float), given), _from_given(measured, given)
    seeds = truth[None] if band is None else np.array([_from_given(each, given) for each in band])
    off = max(LEVEL, OFF * abs(truth[-1]), float(np.ptp(seeds[:, -1])))
    low, high = np.min(seeds, axis=0) - off, np.max(seeds, axis=0) + off
    share = float(np.mean(((low <= line) & (line <= high))[1:]))
    way, meant = _way(truth), _way(line)
    right = {
        "direction": all(_agree(one, other) for one, other in zip(way, meant, strict=True)),
        "total": bool(abs(line[-1] - truth[-1]) <= off),
        "bend": _bends_alike(line, truth),
        "share": share >= ENOUGH,
    }
    return Drawn(right, float(truth[-1]), float(line[-1]), share, (tuple(map(_sign, way)), tuple(map(_sign, meant))))


def _from_given(curve: Curve, given: int) -> Curve:
    ordered = curve[::-1] if given == LAST else curve
    return ordered - ordered[0]


def _way(curve: Curve) -> list[float]:
    """By how much each part goes up, in decades."""
    edges = np.linspace(0, len(curve) - 1, PARTS + 1).round().astype(int)
    return [float(curve[end] - curve[start]) for start, end in pairwise(edges)]


def _sign(change: float) -> int:
    return 0 if abs(change) < LEVEL else int(np.sign(change))


def _agree(one: float, other: float) -> bool:
    """The same direction, or both so little that nobody could tell."""
    return _sign(one) == _sign(other) or abs(one - other) < LEVEL


def _bends_alike(line: Curve, truth: Curve) -> bool:
    """Both straight, or both bent to the same side and at about the same place."""
    (at, by), (place, much) = _bend(truth), _bend(line)
    least = max(BEND, OFF * abs(truth[-1]))
    if abs(by) < least:
        return abs(much) < least + BEND / 2
    return by * much > 0 and abs(much) >= least / 2 and abs(at - place) <= max(2, len(truth) // 4)


def _bend(curve: Curve) -> tuple[int, float]:
    """Where the curve lies farthest from the straight line between its ends, and by how many decades."""
    beside = curve - np.linspace(curve[0], curve[-1], len(curve))
    at = int(np.argmax(np.abs(beside)))
    return at, float(beside[at])
