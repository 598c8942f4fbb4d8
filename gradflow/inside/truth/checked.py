"""Checked: one number of a gradient, and the same by central differences of the loss.

Along the direction of a gradient g the loss changes by ‖g‖ a unit of length: so one difference says whether all of its
numbers are right together, and its rms is the number on show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEPS = tuple(10.0**-power for power in range(6))  # of the differences, times the size of what is moved
AGREES = 0.01  # of the number: float32 keeps seven digits, and a deep network's sums and slopes cost some of them
TELLING = 0.05  # of the number: how uncertain a difference may be to tell anything
ROUNDING = 4 * np.finfo(np.float64).eps


@dataclass(frozen=True)
class Question:
    """quantity: which of the numbers on show, at which depth from 0 (None: of all). gradient: as the engine has it.
    loss_of: what is added -> the loss. single: the gradient is one number, and not an rms."""

    quantity: str
    depth: int | None
    gradient: NDArray[Any]
    loss_of: Callable[[NDArray[np.float64]], float]
    single: bool = False


@dataclass(frozen=True)
class Checked:
    """shown, found: the number as the engine has it, and by differences; unsure: how far off the latter may be.
    verdict: "agrees", "differs", "too_small" for differences of float64 to tell, or "zero" where both are 0."""

    quantity: str
    depth: int | None
    shown: float
    found: float
    unsure: float

    @property
    def verdict(self) -> str:
        if not np.isfinite([self.shown, self.found]).all():
            return "differs"
        if self.shown == 0:
            return "zero" if abs(self.found) <= self.unsure else "differs"
        off = abs(self.shown - self.found)
        if self.unsure > TELLING * abs(self.shown):
            return "too_small" if off <= 3 * self.unsure else "differs"
        return "agrees" if off <= max(AGREES * abs(self.shown), 3 * self.unsure) else "differs"


def checked(question: Question) -> Checked:
    """Differences of several lengths, of which that is taken which is least unsure: a long one bends with the loss, a
    short one drowns in rounding.

    >>> slope = np.array([3.0, 4.0])
    >>> checked(Question("signal_rms", 0, slope, lambda by: float(1 + slope @ by))).verdict
    'agrees'
    """
    gradient = np.asarray(question.gradient, np.float64)
    scale = np.abs(gradient).max(initial=0.0)
    norm = float(scale * np.linalg.norm(gradient / scale)) if scale > 0 else 0.0
    numbers = 1.0 if question.single else np.sqrt(gradient.size)
    way = gradient / norm if norm > 0 else np.full(gradient.shape, 1 / np.sqrt(gradient.size))
    estimates, rounding = [], []
    for length in STEPS:
        up, down = question.loss_of(length * way), question.loss_of(-length * way)
        estimates.append((up - down) / (2 * length))
        rounding.append(ROUNDING * (abs(up) + abs(down)) / (2 * length))
    apart = np.abs(np.diff(estimates))  # what a length ten times as short changes
    unsure = [float(bent + rough) for bent, rough in zip(apart, rounding[1:], strict=True)]
    best = int(np.argmin(np.where(np.isfinite(unsure), unsure, np.inf)))
    sign = float(np.sign(gradient.sum())) if question.single and norm > 0 else 1.0
    found, width = sign * estimates[best + 1], max(unsure[best], rounding[best + 1])
    return Checked(question.quantity, question.depth, sign * norm / numbers, found / numbers, width / numbers)
