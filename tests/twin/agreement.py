"""Does what the engine says agree with the twin? To 1e-4 of each layer's largest entry, 1e-3 at depth 100.

Some networks magnify rounding. What float32 can tell of them at all is measured by running the twin
itself in float32, its weights and activations shaken by a rounding or two, and MARGIN times the
measured distance is allowed. Where it alone is a quarter of the tolerance, the network amplifies;
tests assert how few those are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from tests.networks.known import layered_of
from tests.twin.activations import KINKS
from tests.twin.gradients import Truth

Array = NDArray[Any]

HELD = 1e-30
"""Down to here every digit counts."""
SMALLEST = 1e-4 * HELD
"""Float32 flushes what is below 1.2e-38 to 0; sums of many such losses stay below this."""
LARGEST = 1e37
"""Float32 ends at 3.4e38; a number on the way there is not compared, see `overflows`."""
MARGIN = 20
"""Roundings of two programs differ by more than those of one with itself: where a unit hardly varies, by far."""
FORETOLD = 1 / 8
"""Of the largest entry. Where rounding is allowed more, nobody knows how much it makes: only the size is compared."""
KINK = 1e-6
"""A unit this near a kink, relative to its layer's largest, may always stand on its other side in float32."""


def tolerance_at(depth: int) -> float:
    return 1e-3 if depth >= 100 else 1e-4


@dataclass(frozen=True)
class Rounded:
    """A quantity of the twin, one array a layer (or step), in float64 and as float32 would have it.

    downward: it comes down from the top layer, so that rounding gathers in that direction.
    """

    true: Sequence[Array]
    rounded: Sequence[Array]
    downward: bool = False

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        """For each layer how far float32 is off, and the largest entry."""
        return [(_gap(r, t), _top(t)) for t, r in zip(self.true, self.rounded, strict=True)]

    @cached_property
    def amplification(self) -> list[float]:
        """For each layer how far float32 is off, there or on the way there, relative to the largest entry.

        What is all but an exact zero is left out: there float32 has nothing but rounding.
        """
        gaps = [gap / top if top > HELD and gap < top else 0.0 for gap, top in self.sizes]
        gathered = list(accumulate(gaps[::-1] if self.downward else gaps, max))
        return gathered[::-1] if self.downward else gathered

    def allowed(self, tolerance: float, amplified: Sequence[float]) -> list[float]:
        """The largest error allowed in each layer."""
        zeros = max((1000 * gap for gap, top in self.sizes if gap >= top), default=0.0)
        found = []
        for (gap, top), here, given in zip(self.sizes, self.amplification, amplified, strict=True):
            noise = MARGIN * max(gap, top * here, top * given)
            rounding = noise if noise <= FORETOLD * top else 4 * top
            found.append(zeros if gap >= top else max(tolerance * top, rounding))
        return [allowed + SMALLEST for allowed in found]


def _top(array: Array) -> float:
    return float(np.abs(array).max(initial=0))


def _gap(one: Array, other: Array) -> float:
    gap = _top(np.asarray(one, np.float64) - other)
    return gap if np.isfinite(gap) else np.inf


@np.errstate(all="ignore")  # what overflows is a result
def disagreements(
    name: str, said: Sequence[Array], twin: Rounded, tolerance: float, amplified: Sequence[float] | float = 0.0
) -> list[str]:
    """A sentence for every layer (from 1) in which the engine is further off than allowed.

    amplified: by how much rounding is known to be amplified in what the quantity is made of.
    """
    assert len(said) == len(twin.true), f"{name}: {len(said)} layers in place of {len(twin.true)}"
    given = [float(amplified)] * len(said) if isinstance(amplified, int | float) else amplified
    found = []
    for layer, (s, t, allowed) in enumerate(zip(said, twin.true, twin.allowed(tolerance, given), strict=True), start=1):
        assert np.shape(s) == np.shape(t), f"{name}, layer {layer}: shape {np.shape(s)} in place of {np.shape(t)}"
        gap = _gap(s, t)
        if not gap <= allowed:
            found.append(f"{name}, layer {layer}: off by {gap:.3g}, largest {_top(t):.3g}, allowed {allowed:.3g}")
    return found


def quantities(truth: Truth, rounded: Truth) -> dict[str, Rounded]:
    """Everything compared entry by entry."""
    return {
        "loss": Rounded([np.array(truth.loss)], [np.array(rounded.loss)]),
        "preactivations": Rounded(truth.preactivations, rounded.preactivations),
        "activations": Rounded(truth.activations, rounded.activations),
        "signals": Rounded(truth.signals, rounded.signals, downward=True),
        "weight_gradients": Rounded(truth.gradients.weights, rounded.gradients.weights, downward=True),
    }


def overflows(truth: Truth) -> bool:
    """Whether something on the way is more than float32 holds."""
    parts = [[truth.output], truth.preactivations, truth.activations, truth.signals, truth.gradients.weights]
    return any(_top(array) > LARGEST for part in parts for array in part) or truth.loss > LARGEST


def is_chaotic(compared: Mapping[str, Rounded]) -> bool:
    """Whether what is allowed for rounding is as large as the entries themselves: nothing can be foretold."""
    return worst_amplification(compared) > 1 / MARGIN


@np.errstate(all="ignore")
def near_a_kink(e: Experiment, truth: Truth, rounded: Truth, exactly: bool = True) -> list[Array]:
    """For each layer which units (and samples) stand so near a kink of φ that rounding decides: [batch, width].

    exactly: those on it count too. Mostly they are 0 because all terms are, in float32 as well.
    """
    near = [np.zeros(u.shape, bool) for u in truth.entering]
    for kink in KINKS.get(layered_of(e).activation, ()):
        for mask, u, rough in zip(near, truth.entering, rounded.entering, strict=True):
            reach = max(KINK * _top(u), MARGIN * _gap(rough, u), HELD)
            mask |= (np.abs(u - kink) <= reach) & (exactly | (u != kink))
    return near


def across_a_kink(e: Experiment, truth: Truth, rounded: Truth, inspected: Any) -> bool:
    """Whether rounding put a unit of the engine, near a kink of φ, on the other side of it.

    Told from z where φ acts on it, else from h: φ is monotone and keeps its kinks in place.
    """
    hidden = layered_of(e).normalization != "none" and layered_of(e).norm_position == "before"
    said = inspected.activations if hidden else inspected.preactivations
    for u, x, near in zip(truth.entering, said, near_a_kink(e, truth, rounded), strict=True):
        kinks = KINKS.get(layered_of(e).activation, ())
        if any((near & (np.sign(x - kink) != np.sign(u - kink))).any() for kink in kinks):
            return True
    return False


@np.errstate(all="ignore")
def worst_amplification(compared: Mapping[str, Rounded]) -> float:
    """Of any quantity in any layer."""
    return max(amplified for twin in compared.values() for amplified in twin.amplification)
