"""Where a logarithmic slider stops."""

import math

from gradflow.fields import Number


def scale(rule: Number, value: float) -> list[float]:
    """1, 2, 5 in every decade, or the powers of two for whole numbers; both limits, and the value itself."""
    if rule.whole:
        stops = {2**i for i in range(int(rule.high).bit_length())}
    else:
        decades = range(math.floor(math.log10(rule.low)), math.ceil(math.log10(rule.high)) + 1)
        stops = {float(f"{digit}e{decade}") for decade in decades for digit in (1, 2, 5)}
    return sorted({stop for stop in stops if rule.low <= stop <= rule.high} | {rule.low, rule.high, value})
