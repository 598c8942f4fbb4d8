"""Health: two addresses for whoever watches over the server. Neither runs a page, and neither takes a seat."""

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

ALIVE, READY = "healthz", "readyz"
AGAIN = 5  # seconds until it is worth asking again


def health(base: str, waits: Callable[[], str]) -> Sequence[Route]:
    """Under this path: /healthz is answered by every process that lives, /readyz with 200 by one that learners may be
    sent to. waits: what it waits for, "" for nothing."""

    def alive(_: Request) -> PlainTextResponse:
        return PlainTextResponse("alive\n", headers={"Cache-Control": "no-store"})

    def ready(_: Request) -> PlainTextResponse:
        if why := waits():
            headers = {"Cache-Control": "no-store", "Retry-After": str(AGAIN)}
            return PlainTextResponse(f"{why}\n", 503, headers)
        return PlainTextResponse("ready\n", headers={"Cache-Control": "no-store"})

    return [Route(f"{base}/{ALIVE}", alive), Route(f"{base}/{READY}", ready)]
