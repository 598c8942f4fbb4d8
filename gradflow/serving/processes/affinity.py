"""Affinity: which process a browser is sent to, where there are several behind one proxy.

The proxy chooses by the hash of a cookie (assets/deploy/nginx.conf). Who has none gets a random one from it; who joins
a room gets the room's, so that a class shares one process, its runs and its tally. It is for warmth alone: nothing is
believed of who has it.
"""

from hashlib import sha256

COOKIE = "gradflow_class"
OTHERS = b"x-gradflow-others"  # a proxy's header: another process may have what this one does not know


def of_room(code: str) -> str:
    """The cookie's value for everybody in this room, from which its code is not read.

    >>> of_room("K7QX2M") == of_room("K7QX2M"), len(of_room("K7QX2M"))
    (True, 32)
    """
    return sha256(f"gradflow class {code}".encode()).hexdigest()[:32]


def cookie(code: str, path: str) -> str:
    """A header that sends the browser to its class from now on. path: that a proxy serves the app under, or /."""
    return f"{COOKIE}={of_room(code)}; Path={path}; HttpOnly; SameSite=Lax"
