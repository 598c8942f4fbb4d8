"""StepSeconds: what a step takes at best on this machine, of each kind that steps are. All runs of a kind know it: one
alone may have been measured while a class came in, and would pay for that for minutes."""

from collections.abc import Hashable

MOST = 512  # kinds; the oldest goes


class StepSeconds:
    """A run saw what its steps took; any run asks."""

    def __init__(self) -> None:
        self._best: dict[Hashable, float] = {}

    def saw(self, kind: Hashable, seconds: float) -> None:
        """A step of this kind has taken so many seconds."""
        if kind not in self._best and len(self._best) >= MOST:
            del self._best[next(iter(self._best))]
        self._best[kind] = min(seconds, self._best.get(kind, seconds))

    def best(self, kind: Hashable) -> float:
        """The fewest seconds that one has taken; 0 where none was made."""
        return self._best.get(kind, 0.0)
