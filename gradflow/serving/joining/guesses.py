"""Guesses: how many wrong codes somebody may say. A class shares an address, so no address is counted."""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from gradflow.serving.rates import Bucket, Buckets, Rate

TRIES = "gradflow_tries"  # a cookie of whoever said a wrong code, for as long as the browser is open
OF_BROWSER = Rate(10, every=6.0)  # wrong codes
OF_ALL = Rate(300, every=0.5)  # two a second without pause meet one of 500 rooms in ten days


class Guesses:
    """Wrong codes: how many a browser may still say, and all together; asked by one event loop. Who takes no cookie is
    one of all."""

    def __init__(self) -> None:
        self._all, self._browsers = Bucket(OF_ALL), Buckets(OF_BROWSER)

    def wait(self, request: Request) -> float:
        """Seconds until this browser may say another code, 0 where it may now."""
        return max(self._browsers.wait(request.cookies.get(TRIES)), self._all.wait())

    def missed(self, request: Request, answer: Response) -> Response:
        """The answer to a wrong code, by which the browser is known when it says the next one."""
        browser = request.cookies.get(TRIES)
        if browser is None:
            browser = secrets.token_urlsafe(12)
            known = f"{TRIES}={browser}; HttpOnly; SameSite=Lax"
            answer.raw_headers.append((b"set-cookie", known.encode()))
        self._all.take()
        self._browsers.take(browser)
        return answer
