"""Guesses: how many wrong codes somebody may say. A browser and an address are bounded before all together are, and a
code that an address knows already is no secret there: whoever guesses keeps nobody else out."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from gradflow.serving.addresses import asking
from gradflow.serving.rates import MOST_KEPT, Bucket, Buckets, Rate

TRIES = "gradflow_tries"  # a cookie of whoever said a wrong code, for as long as the browser is open
OF_BROWSER = Rate(10, every=6.0)  # wrong codes
OF_ADDRESS = Rate(100, every=1.0)  # a class that mistypes; one a second meets one of 500 rooms in three weeks
OF_ALL = Rate(300, every=0.5)  # of those who cannot be told apart, or whose address has said a wrong code lately
LATELY = Rate(1, every=600.0)
ASKED = Rate(1000, every=0.02)  # codes of any kind, of an address: a lecture hall that comes at once
KNOWN = 86_400.0  # seconds for which an address knows a room that somebody there has joined


class Guesses:
    """Asked by one event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all, self._browsers = Bucket(OF_ALL, clock), Buckets(OF_BROWSER, clock)
        self._addresses, self._lately = Buckets(OF_ADDRESS, clock), Buckets(LATELY, clock)
        self._asked = Buckets(ASKED, clock)
        self._known: OrderedDict[tuple[str, str], float] = OrderedDict()

    def wait(self, request: Request, code: str) -> float:
        """Seconds until whoever asks may say this code, 0 where it may now."""
        address, own = asking(request.scope), self._browsers.wait(request.cookies.get(TRIES))
        if address is None:
            return max(own, self._all.wait())
        if too_fast := self._asked.take(address):
            return too_fast
        if not self._is_past(self._known.get((address, code), -KNOWN)):
            return 0.0
        others = self._all.wait() if self._lately.wait(address) else 0.0
        return max(own, self._addresses.wait(address), others)

    def met(self, request: Request, code: str) -> None:
        """Somebody at this address has come in: who comes from there next may too, whatever others there guess."""
        if address := asking(request.scope):
            self._known[address, code] = self._clock()
            self._known.move_to_end((address, code))
        while self._known and (len(self._known) > MOST_KEPT or self._is_past(next(iter(self._known.values())))):
            self._known.popitem(last=False)

    def missed(self, request: Request, answer: Response) -> Response:
        """The answer to a wrong code, by which the browser is known when it says the next one."""
        browser, address = request.cookies.get(TRIES), asking(request.scope)
        if browser is None:
            browser = secrets.token_urlsafe(12)
            known = f"{TRIES}={browser}; HttpOnly; SameSite=Lax"
            answer.raw_headers.append((b"set-cookie", known.encode()))
        self._all.take()
        self._browsers.take(browser)
        for each in (self._addresses, self._lately):
            each.take(address)
        return answer

    def _is_past(self, at: float) -> bool:
        return self._clock() - at >= KNOWN
