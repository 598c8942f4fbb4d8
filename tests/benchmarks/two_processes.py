"""How many learners two processes serve, over one, at the same frame rate.

    python -m tests.benchmarks.two_processes [sizes of classes]

The classes of `tests.benchmarks.classroom`, 40, 80 and 120 without a word, on one process and then on two. Between the
sizes that were measured the logarithm of the rate is taken to be straight over the logarithm of the size.
"""

import math
import sys
from collections.abc import Mapping
from itertools import pairwise

from tests.benchmarks.classroom import FULL, report

SIZES = {40, 80, 120}
WANTED = 1.5
PACED = 0.98 * FULL[0]  # from here on the pace of frames decides, and not the machine


def size_at(rate: float, rates: Mapping[int, float]) -> tuple[float, bool] | None:
    """At which size a class has this rate, and whether that is only known to be so many at least, for the smaller class
    had all the frames there are; None where it lies outside of what was measured."""
    for (small, high), (large, low) in pairwise(sorted(rates.items())):
        if high >= rate >= low:
            way = math.log(high / rate) / math.log(high / low) if high > low else 0.0
            return small * (large / small) ** way, high >= PACED and rate > low
    return None


def compare(one: Mapping[int, float], two: Mapping[int, float]) -> None:
    """One line for each size that two processes serve at less than the full rate."""
    for size, rate in sorted(two.items()):
        said = f"at {rate:.2f} frames/s each: two processes {size}, one "
        if rate >= PACED:
            continue
        if (found := size_at(rate, one)) is None:
            side = f"more than {max(one)}" if rate < min(one.values()) else f"fewer than {min(one)}"
            print(f"{said}{side}", flush=True)
            continue
        other, least = found
        bound = "at least " if least else ""
        most = "at most " if least else ""
        print(f"{said}{bound}{other:.0f}; {most}{size / other:.2f} times as many   wanted >= {WANTED}", flush=True)


if __name__ == "__main__":
    sizes = set(map(int, sys.argv[1:])) or SIZES
    compare(report(sizes), report(sizes, processes=2))
