"""How a benchmark says what many have waited."""

import statistics
from collections.abc import Sequence


def said(waited: Sequence[float]) -> str:
    """waited: seconds, of at least two."""
    most = statistics.quantiles(waited, n=20, method="inclusive")[-1]
    half, longest = statistics.median(waited), max(waited)
    return f"p50 {1000 * half:.0f} ms, p95 {1000 * most:.0f} ms, longest {1000 * longest:.0f} ms"
