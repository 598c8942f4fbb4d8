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
    there, in decades. share: of the handles within the band of seeds, or as near to it as a hand can tell.
    astray: of the first part that goes another way, else None. bends: where measurement and drawing bend, None where
    they are straight. A handle is counted from the given end, from 0."""

    right: dict[str, bool]
    far: float
    meant: float
    share: float
    astray: "Astray | None"
    bends: tuple[int | None, int | None]

    @property
    def full(self) -> bool:
        return all(self.right.values())


@dataclass(frozen=True)
class Astray:
    """A part of a drawing, from one handle to another, that goes another way than what was measured: -1 falls, 0 stays
    level, 1 rises."""

    start: int
    end: int
    measured: int
    drawn: int


def judged(drawn: ArrayLike, measured: Curve, given: int = LAST, band: Curve | None = None) -> Drawn:
    """band: the same curve of several seeds, [seed, handle]; without it the measured one alone."""
    line, truth = _from_given(np.asarray(drawn, float), given), _from_given(measured, given)
    seeds = truth[None] if band is None else np.array([_from_given(each, given) for each in band])
    off = max(LEVEL, OFF * abs(truth[-1]), float(np.ptp(seeds[:, -1])))
    low, high = np.min(seeds, axis=0) - off, np.max(seeds, axis=0) + off
    share = float(np.mean(((low <= line) & (line <= high))[1:]))
    astray = _astray(truth, line)
    bends = _bends(truth, line)
    right = {
        "direction": astray is None,
        "total": bool(abs(line[-1] - truth[-1]) <= off),
        "bend": _alike(bends, len(truth), _bend(truth)[1] * _bend(line)[1]),
        "share": share >= ENOUGH,
    }
    return Drawn(right, float(truth[-1]), float(line[-1]), share, astray, bends)


def _from_given(curve: Curve, given: int) -> Curve:
    ordered = curve[::-1] if given == LAST else curve
    return ordered - ordered[0]


def _astray(truth: Curve, line: Curve) -> Astray | None:
    edges = np.linspace(0, len(truth) - 1, PARTS + 1).round().astype(int).tolist()
    for start, end in pairwise(edges):
        measured, drawn = float(truth[end] - truth[start]), float(line[end] - line[start])
        if not _agree(measured, drawn):
            return Astray(start, end, _sign(measured), _sign(drawn))
    return None


def _sign(change: float) -> int:
    return 0 if abs(change) < LEVEL else int(np.sign(change))


def _agree(one: float, other: float) -> bool:
    """The same direction, or both so little that nobody could tell."""
    return _sign(one) == _sign(other) or abs(one - other) < LEVEL


def _bends(truth: Curve, line: Curve) -> tuple[int | None, int | None]:
    """Where each bends; a hand's line may bend a little beside a straight one, and less than one that bends."""
    (at, by), (place, much) = _bend(truth), _bend(line)
    least = max(BEND, OFF * abs(truth[-1]))
    bent = abs(by) >= least
    enough = least / 2 if bent else least + BEND / 2
    return at if bent else None, place if abs(much) >= enough else None


def _alike(bends: tuple[int | None, int | None], count: int, sides: float) -> bool:
    """Both straight, or both bent to the same side and at about the same place. sides: positive for the same one."""
    measured, drawn = bends
    if measured is None or drawn is None:
        return measured is drawn
    return sides > 0 and abs(measured - drawn) <= max(2, count // 4)


def _bend(curve: Curve) -> tuple[int, float]:
    """Where the curve lies farthest from the straight line between its ends, and by how many decades."""
    beside = curve - np.linspace(curve[0], curve[-1], len(curve))
    at = int(np.argmax(np.abs(beside)))
    return at, float(beside[at])
