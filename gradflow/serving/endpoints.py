"""Endpoints: of all that Streamlit would answer, what the app's pages ask for.

Closed: metrics, the interface for agents, health checks that run the page, log-in, components of others, files beside
the app, and every address that is no page, for which Streamlit would send the page all the same; a browser that comes
to such a one is shown the way.
"""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from gradflow.serving.answers import header, refuse
from gradflow.serving.notice import missing

READ = ("GET", "HEAD")
FILES = ("_stcore/health", "_stcore/host-config", "favicon.png", "manifest.json")
FOLDERS = ("static/", "media/", "_stcore/bidi-components/gradflow.")
UPLOADS = "_stcore/upload_file/"
STREAM = "_stcore/stream"  # Streamlit's websocket


class OnlyKnownEndpoints:
    """base: the path that a proxy serves the app under, "" or "/gradflow". pages: their addresses below it. own: our
    own routes."""

    def __init__(self, app: ASGIApp, base: str, pages: Sequence[str], own: Sequence[BaseRoute]) -> None:
        self._app = app
        self._base = base
        self._pages = frozenset(pages)
        self._own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self._app(scope, receive, send)
        allowed = self._allowed(scope)
        if not allowed and scope["type"] == "http" and "text/html" in header(scope, b"accept"):
            return await missing(scope, f"{self._base}/")(scope, receive, send)
        if not allowed:
            return await refuse(scope, receive, send, 404, "There is nothing at this address.")
        if scope["type"] == "http" and scope["method"] not in allowed:
            return await refuse(scope, receive, send, 405, f"Allowed here: {', '.join(allowed)}.")
        await self._app(scope, receive, send)

    def _allowed(self, scope: Scope) -> Sequence[str]:
        """The methods; none for what is closed."""
        found = {route.matches(scope)[0] for route in self._own}
        if Match.FULL in found:
            return (scope.get("method", "GET"),)
        if Match.PARTIAL in found:  # its address, and another method
            return READ
        path = below(scope["path"], self._base)
        if path is None:
            return ()
        if scope["type"] == "websocket":
            return READ if path == STREAM else ()
        if path.startswith(UPLOADS):
            return ("PUT", "DELETE")
        known = path in FILES or path.startswith(FOLDERS) or path.rstrip("/") in self._pages
        return READ if known else ()


def below(path: str, base: str) -> str | None:
    """The path below the base, without its first slash; None for one that is not.

    >>> below("/gradflow/grid", "/gradflow"), below("/gradflow", "/gradflow"), below("/grid", ""), below("/x", "/y")
    ('grid', '', 'grid', None)
    """
    if path == base:
        return ""
    return path[len(base) + 1 :] if path.startswith(f"{base}/") else None
