"""Allowance: how long a run may train: its viewers' shares of the machine, which first pay for the steps before."""

from dataclasses import dataclass


@dataclass
class Allowance:
    """saved: seconds. unpaid: steps that were made and not paid for yet."""

    saved: float = 0.0
    unpaid: int = 0

    def take(self, share: float, price: float) -> float:
        """One share more, in seconds; price: what a step costs today, however long the unpaid ones took: some of that
        was waiting. Returns for how many seconds may be trained, a share at most; 0.0 while something is owed."""
        self.saved += share
        owed = price * self.unpaid
        if self.saved <= owed:
            return 0.0
        self.saved, self.unpaid = min(self.saved - owed, share), 0
        return self.saved
