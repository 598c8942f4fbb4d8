"""Openings: how many rooms somebody may open, so that nobody fills the house for others."""

import threading
import time
from collections.abc import Callable

from gradflow.serving.rates import Buckets, Rate

OF_BROWSER = Rate(10, every=600.0)  # rooms: a teacher's day, and rehearsals
OF_ADDRESS = Rate(30, every=1800.0)  # a school's; in which nobody comes is gone after a day: 78 of 500 places at most
OF_UNKNOWN = Rate(60, every=20.0)  # all whose address nobody knows
UNKNOWN = ""


class Openings:
    """Asked by pages, each in a thread of its own."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._taking = threading.Lock()
        self._browsers, self._addresses = Buckets(OF_BROWSER, clock), Buckets(OF_ADDRESS, clock)
        self._unknown = Buckets(OF_UNKNOWN, clock)

    def take(self, address: str | None, browser: str | None) -> bool:
        """Whether one more may be opened, which is taken. address: of `network_of`; browser: its cookie."""
        asked = [(self._browsers, browser or None)]
        asked.append((self._unknown, UNKNOWN) if address is None else (self._addresses, address))
        with self._taking:
            if any(buckets.wait(name) for buckets, name in asked):
                return False
            for buckets, name in asked:
                buckets.take(name)
            return True
