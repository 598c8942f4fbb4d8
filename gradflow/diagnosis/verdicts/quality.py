"""Quality: how well a run answers, look by look, as a part of the way from guessing (0) to perfect (1)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.thresholds import BATCHES, FALLEN, LOOKS, STALLED, STALLED_LOOKS
from gradflow.diagnosis.verdicts.guessing import Guessing

Array = NDArray[np.float64]


@dataclass(frozen=True)
class AnswerShares:
    """How well a run answers, [step]; NaN where nobody looked.

    held_out: share of right answers on held-out data, or of the variance explained. batch: the same of the batch that
    a step learned from. guessing: of whoever guesses; None where that is not known. explained: whether it is variance.
    """

    held_out: Array
    batch: Array
    guessing: Guessing | None
    explained: bool


def latest(looks: NDArray[np.floating]) -> float:
    """What is said of the answers now: the mean of the latest looks, for one of them jumps. NaN where nobody looked,
    as in `looks` between them."""
    seen = looks[np.isfinite(looks)][-LOOKS:]
    return float(seen.mean()) if seen.size else np.nan


class Quality:
    """Of a run's answers."""

    def __init__(self, answers: AnswerShares, guessing: Guessing) -> None:
        self._guessed = guessing.share
        looked = np.flatnonzero(np.isfinite(answers.held_out))
        self.looks = self._part(answers.held_out[looked])
        since = answers.batch[looked[-1] + 1 if looked.size else 0 :]
        since = self._part(since[np.isfinite(since)])
        self.since = float(np.median(since)) if len(since) >= BATCHES else None
        self.batch = float(since[-1]) if since.size else None
        self._looked = looked

    def _part(self, share: Array) -> Array:
        return (share - self._guessed) / (1 - self._guessed)

    def share(self, part: float) -> float:
        return self._guessed + part * (1 - self._guessed)

    @property
    def now(self) -> float | None:
        """The mean of the latest looks; lower where the batches since then have been."""
        return None if not self.looks.size else self.since if self.by_batches else self.latest

    @property
    def latest(self) -> float:
        """The mean of the latest looks."""
        return latest(self.looks)

    @property
    def by_batches(self) -> bool:
        """Whether the batches since the latest look have been worse than it."""
        return self.since is not None and bool(self.looks.size) and self.latest - self.since >= FALLEN

    @property
    def best(self) -> float:
        """The best that as many looks in a row came to."""
        return float(self._in_a_row.max())

    @property
    def best_at(self) -> int:
        """The step of the last look of those."""
        return int(self._looked[len(self.looks) - len(self._in_a_row) + int(self._in_a_row.argmax())])

    @property
    def _in_a_row(self) -> Array:
        count = min(LOOKS, len(self.looks))
        return np.convolve(self.looks, np.full(count, 1 / count), "valid")

    @property
    def as_at_first(self) -> bool:
        """Whether the latest of a few looks are no better than the first."""
        return len(self.looks) < STALLED_LOOKS and bool(self.latest - self.looks[0] < STALLED)

    @property
    def stands_still(self) -> bool:
        """Whether the latest quarter of all looks, of many, is hardly better than the quarter before."""
        count = len(self.looks) // 4
        if len(self.looks) < STALLED_LOOKS:
            return False
        return bool(self.looks[-count:].mean() - self.looks[-2 * count : -count].mean() < STALLED)
