"""Phases: what a class is doing, and which move leads where. Plain values; what they are written to knows the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

PHASES = LOBBY, READ, VOTE, DISCUSS, REVEAL, RUN, EXPLAIN, ENDED = (
    *("lobby", "read", "vote", "discuss"),
    *("reveal", "run", "explain", "ended"),
)
ROUNDS = 2  # of votes on one question; the last one counts
TOLD = (REVEAL, RUN, EXPLAIN)  # phases in which the answer is out

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """Where a class is. step: which question, from 0. round: of votes, 0 before the first, 1 or 2."""

    step: int = 0
    phase: str = LOBBY
    round: int = 0

    @property
    def is_told(self) -> bool:
        return self.phase in TOLD

    def latest(self, given: Mapping[int, T]) -> T | None:
        """Of what one learner has answered, by round: to the round that is open; once the answer is out, to the last
        one that they took part in."""
        if self.is_told:
            return given[max(given)] if given else None
        return given.get(self.round)


class OutOfOrder(ValueError):
    """A move that is not possible where the class is."""


# By name: the phases that a move leads out of, and the one that it leads into.
MOVES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "begin": ((LOBBY,), READ),
    "vote": ((READ,), VOTE),
    "discuss": ((VOTE,), DISCUSS),
    "vote_again": ((DISCUSS,), VOTE),
    "reveal": ((VOTE, DISCUSS), REVEAL),
    "run": ((REVEAL,), RUN),
    "explain": ((REVEAL, RUN), EXPLAIN),
    "next": ((READ, EXPLAIN), READ),
    "reset": ((VOTE, DISCUSS), VOTE),
    "end": ((LOBBY, READ, VOTE, DISCUSS, REVEAL, RUN, EXPLAIN), ENDED),
}


def possible(progress: Progress, steps: int) -> tuple[str, ...]:
    """The moves that there are from here, in the order of a class. steps: how many questions there are.

    >>> possible(Progress(phase="vote", round=2), steps=1)
    ('reveal', 'reset', 'end')
    """
    from_here = [name for name, (before, _) in MOVES.items() if progress.phase in before]
    return tuple(name for name in from_here if not _is_over(progress, name, steps))


def moved(progress: Progress, move: str, steps: int) -> Progress:
    """Where the move leads; steps: how many questions there are. Raises OutOfOrder.

    >>> moved(Progress(step=0, phase="explain", round=1), "next", steps=2)
    Progress(step=1, phase='read', round=0)
    """
    if move not in possible(progress, steps):
        raise OutOfOrder(f"{move} is not possible in the phase {progress.phase}, round {progress.round}")
    if move == "next":
        return Progress(progress.step + 1, READ)
    after = replace(progress, phase=MOVES[move][1])
    return replace(after, round=after.round + 1) if move in ("vote", "vote_again") else after


def _is_over(progress: Progress, move: str, steps: int) -> bool:
    """There is nothing to discuss after the last round, and nothing next after the last question: a class ends by no
    other move than its end."""
    return progress.round >= ROUNDS if move == "discuss" else progress.step + 1 >= steps if move == "next" else False
