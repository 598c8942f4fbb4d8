"""Seats: how many tabs the server holds, and who keeps a place in it.

A browser that was let in has a random cookie that dies with it, and comes back into a full house: after a reload,
another network, a locked phone. What it says of nobody is known only here.
"""

import secrets
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from gradflow.serving.rates import MOST_KEPT

MOST = 200  # tabs; so many have been measured on two cores, at one and a half frames a second each
OF_ONE_ADDRESS = 150  # one network cannot fill the house
OF_ONE_BROWSER = 10
RETURNING = 1.25  # times MOST, for those who come back
KEPT = 120.0  # seconds that a seat is kept for who left; as long as Streamlit keeps a session
COMING = 20.0  # seconds a page takes at most from its first byte to its websocket


class Visitor(NamedTuple):
    """browser: what its cookie says, "" without one; address: None where none has bounds."""

    browser: str
    address: str | None


class Seats:
    """Asked by one event loop."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._browsers: Counter[str] = Counter()  # tabs that are here
        self._addresses: Counter[str] = Counter()
        self._until: OrderedDict[str, float] = OrderedDict()  # browsers that have left
        self._coming: OrderedDict[str, float] = OrderedDict()  # those who have been sent the page

    def __len__(self) -> int:
        return self._browsers.total()

    def invited(self, visitor: Visitor) -> str:
        """Its cookie, for which a place is kept until its page is there; "" if there is none to be had."""
        if not self._is_known(visitor.browser) and len(self) + self._expected() >= self._most:
            return ""
        browser = visitor.browser if _is_ours(visitor.browser) else secrets.token_urlsafe(16)
        if browser not in self._browsers:
            self._coming[browser] = self._clock() + COMING
            self._coming.move_to_end(browser)
        return browser

    def take(self, visitor: Visitor) -> bool:
        """Whether this tab may stay; `leave` is its end."""
        most = RETURNING * self._most if self._is_known(visitor.browser) else self._most
        alone = self._addresses[visitor.address] if visitor.address else 0
        if len(self) >= most or alone >= OF_ONE_ADDRESS or self._browsers[visitor.browser] >= self._of_one(visitor):
            return False
        self._coming.pop(visitor.browser, None)
        self._browsers[visitor.browser] += 1
        if visitor.address:
            self._addresses[visitor.address] += 1
        return True

    def leave(self, visitor: Visitor) -> None:
        for counted, name in ((self._browsers, visitor.browser), (self._addresses, visitor.address)):
            if name is not None:
                counted[name] -= 1
                if not counted[name]:
                    del counted[name]
        if _is_ours(visitor.browser):
            self._until[visitor.browser] = self._clock() + KEPT
            self._until.move_to_end(visitor.browser)
            while len(self._until) > MOST_KEPT:
                self._until.popitem(last=False)

    def _of_one(self, visitor: Visitor) -> int:
        """Whoever has no cookie, a program or a page in another site's frame, is not told apart from the others."""
        return OF_ONE_BROWSER if visitor.browser else self._most

    def _is_known(self, browser: str) -> bool:
        """Whether it is here, has just left, or has been sent the page."""
        if not _is_ours(browser):
            return False
        now = self._clock()
        return browser in self._browsers or max(self._until.get(browser, now), self._coming.get(browser, now)) > now

    def _expected(self) -> int:
        now = self._clock()
        while self._coming and next(iter(self._coming.values())) <= now:
            self._coming.popitem(last=False)
        return len(self._coming)


def _is_ours(browser: str) -> bool:
    return len(browser) == 22
