"""Which choice of a question is marked right, while its choices are still being written."""

from dataclasses import dataclass

RUN = -1  # in the place of a choice: the run decides


@dataclass
class Marking:
    """right: the choice, or RUN; None before one is marked. options: the choices that it is of. turn: how often they
    have changed, so that the control that marks one is another then."""

    options: tuple[str, ...] = ()
    right: int | None = None
    turn: int = 0

    def follow(self, options: tuple[str, ...]) -> None:
        """The choices are these by now; the one that was marked is, wherever it stands."""
        if options != self.options:
            self.right = followed(self.options, self.right, options)
            self.options, self.turn = options, self.turn + 1

    def mark(self, right: int | None) -> None:
        self.right = right


def followed(before: tuple[str, ...], right: int | None, now: tuple[str, ...]) -> int | None:
    """Where the choice that was marked is: the same text, or the one line that was written anew; else nowhere.

    >>> followed(("up", "down"), 1, ("level", "up", "down")), followed(("up", "down"), 1, ("up", "falls"))
    (2, 1)
    >>> followed(("up", "down"), 1, ("rises", "falls")), followed(("up", "down"), RUN, ())
    (None, -1)
    """
    if right is None or right == RUN:
        return right
    if before[right] in now:
        return now.index(before[right])
    others = (before[:right], before[right + 1 :])
    return right if (now[:right], now[right + 1 :]) == others else None
