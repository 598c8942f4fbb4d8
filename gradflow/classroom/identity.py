"""Identity: who somebody is in a room, by two cookies that pages' scripts cannot read. A learner's is a random id and
our signature over it and the room's code; a host's is the secret of the room."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping

LASTS = 30 * 86_400  # seconds; no room is kept for longer
LEARNER, HOST = "gradflow_in_", "gradflow_host_"  # before the code, in the name of a cookie


class Signer:
    """secret: of the database, so that all processes that share it know each other's learners."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def newcomer(self, code: str) -> str:
        """The value of a cookie for somebody new in this room."""
        learner = secrets.token_urlsafe(12)
        return f"{learner}.{self._signature(code, learner)}"

    def learner(self, code: str, cookies: Mapping[str, str]) -> str:
        """The learner's id in this room, "" for a browser that never joined it."""
        learner, _, signature = cookies.get(f"{LEARNER}{code}", "").partition(".")
        signed = hmac.compare_digest(signature.encode("utf-8", "replace"), self._signature(code, learner).encode())
        return learner if learner and signed else ""

    def _signature(self, code: str, learner: str) -> str:
        return hmac.new(self._secret, f"{code}:{learner}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


def cookie(name: str, value: str, path: str) -> str:
    """A header for it. Lax: it comes along when somebody follows a link from elsewhere, and with no request of another
    site's page. Over TLS the front makes it Secure (`serving/headers.py`)."""
    return f"{name}={value}; Path={path}; Max-Age={LASTS}; HttpOnly; SameSite=Lax"
