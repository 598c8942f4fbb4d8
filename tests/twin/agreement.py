"""Does what the engine says agree with the twin? To 1e-4 of each layer's largest entry, 1e-3 at depth 100.

Some networks magnify rounding. What float32 can tell of them at all is measured by running the twin
itself in float32, from weights moved by one rounding: where that alone is a quarter of the tolerance
away, the network `amplifies`, and MARGIN times the measured distance is allowed. Tests assert how
few those are.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.tasks import TASKS
from tests.twin.activations import KINKS
from tests.twin.gradients import Truth

Array = NDArray[Any]

SMALLEST = 1e-36
"""Float32 flushes what is below 1.2e-38 to 0; sums of a hundred such losses stay below this."""
HELD = 1e-30
"""Down to here every digit counts."""
LARGEST = 1e37
"""Float32 ends at 3.4e38; a number on the way there is not compared, see `overflows`."""
MARGIN = 8
KINK = 1e-6
"""A unit this near a kink, relative to its layer's largest, may stand on its other side in float32."""


def tolerance_at(depth: int) -> float:
    return 1e-3 if depth >= 100 else 1e-4


class Rounded(NamedTuple):
    """A quantity of the twin, one array a layer, in float64 and as float32 would have it."""

    true: Sequence[Array]
    rounded: Sequence[Array]

    def amplification(self) -> list[float]:
        """In each layer how far float32 is off, relative to the largest entry; 0 where it holds nothing."""
        return [_gap(r, t) / _top(t) if _top(t) > HELD else 0.0 for t, r in zip(*self, strict=True)]

    def allowed(self, tolerance: float) -> list[float]:
        """The largest error allowed in each layer."""
        sizes = [(_gap(r, t), _top(t)) for t, r in zip(*self, strict=True)]
        return [_allowed(gap, top, tolerance) + SMALLEST for gap, top in sizes]


def _allowed(gap: float, top: float, tolerance: float) -> float:
    if gap > top:
        return 100 * gap  # an exact zero, all but: what is left of it is rounding, and no two roundings are alike
    return MARGIN * gap if gap > tolerance * top / 4 else tolerance * top


def _top(array: Array) -> float:
    return float(np.abs(array).max(initial=0))


@np.errstate(all="ignore")
def _gap(one: Array, other: Array) -> float:
    gap = _top(np.asarray(one, np.float64) - other)
    return gap if np.isfinite(gap) else np.inf


def disagreements(name: str, said: Sequence[Array], twin: Rounded, tolerance: float) -> list[str]:
    """A sentence for every layer (from 1) in which the engine is further off than allowed."""
    assert len(said) == len(twin.true), f"{name}: {len(said)} layers in place of {len(twin.true)}"
    found = []
    for layer, (s, t, allowed) in enumerate(zip(said, twin.true, twin.allowed(tolerance), strict=True), start=1):
        assert np.shape(s) == np.shape(t), f"{name}, layer {layer}: shape {np.shape(s)} in place of {np.shape(t)}"
        if not _gap(s, t) <= allowed:
            sizes = f"off by {_gap(s, t):.3g}, largest {_top(t):.3g}, allowed {allowed:.3g}"
            found.append(f"{name}, layer {layer}: {sizes}")
    return found


def quantities(truth: Truth, rounded: Truth) -> dict[str, Rounded]:
    """Everything compared entry by entry."""
    return {
        "loss": Rounded([np.array(truth.loss)], [np.array(rounded.loss)]),
        "preactivations": Rounded(truth.preactivations, rounded.preactivations),
        "activations": Rounded(truth.activations, rounded.activations),
        "signals": Rounded(truth.signals, rounded.signals),
        "weight_gradients": Rounded(truth.gradients.weights, rounded.gradients.weights),
    }


def overflows(truth: Truth) -> bool:
    """Whether something on the way is more than float32 holds."""
    parts = [[truth.output], truth.preactivations, truth.activations, truth.signals, truth.gradients.weights]
    return any(_top(array) > LARGEST for part in parts for array in part) or truth.loss > LARGEST


def cancels(e: Experiment, truth: Truth, inputs: Array, targets: Array) -> bool:
    """Whether somewhere a signal or a weight gradient is a sum whose terms cancel, so that float32 sees rounding.

    With constant weights all units are alike, and what layer or rms normalization passes down is
    (nearly) zero. No layer by itself weakens a signal ten-thousandfold, no sum over a batch is by
    chance a millionth of its terms.
    """
    tops = [_top(signal) for signal in truth.signals] + [_top(output_signal(e, truth, targets))]
    lost = any(below < 1e-4 * above for below, above in pairwise(tops))
    below = [_top(inputs)] + [_top(h) for h in truth.activations]
    terms = [h * signal for h, signal in zip(below, tops, strict=True)]
    return lost or any(_top(g) < 1e-6 * t for g, t in zip(truth.gradients.weights, terms, strict=True))


def output_signal(e: Experiment, truth: Truth, targets: Array) -> Array:
    """∂loss/∂output [batch, output], by hand."""
    if TASKS[e.task].kind == "regression":
        return 2 * (truth.output - targets) / targets.size
    shifted = np.exp(truth.output - truth.output.max(axis=1, keepdims=True))
    return (shifted / shifted.sum(axis=1, keepdims=True) - targets) / len(targets)


def near_a_kink(e: Experiment, truth: Truth, exactly: bool = True) -> list[Array]:
    """For each layer which units (and samples) stand within KINK of a kink of φ: masks [batch, width].

    exactly: those on it count too. Mostly they are 0 because all terms are, in float32 as well.
    """
    near = [np.zeros(u.shape, bool) for u in truth.entering]
    for kink in KINKS.get(e.network.activation, ()):
        for mask, u in zip(near, truth.entering, strict=True):
            mask |= (np.abs(u - kink) <= KINK * max(_top(u), HELD)) & (exactly | (u != kink))
    return near


def across_a_kink(e: Experiment, truth: Truth, activations: Sequence[Array]) -> bool:
    """Whether rounding put a unit of the engine, near a kink of φ, on the other side of it.

    Told from h where φ acts last (φ is monotone and keeps these kinks in place); where a
    normalization follows φ it cannot be told, and near counts as across.
    """
    last = e.network.normalization == "none" or e.network.norm_position == "before"
    for u, h, near in zip(truth.entering, activations, near_a_kink(e, truth), strict=True):
        for kink in KINKS.get(e.network.activation, ()):
            across = (np.sign(h - kink) != np.sign(u - kink)) if last else u != kink
            if (near & across).any():
                return True
    return False


def amplifications(truth: Truth, rounded: Truth) -> list[float]:
    """Of every quantity and layer."""
    return [a for twin in quantities(truth, rounded).values() for a in twin.amplification()]
