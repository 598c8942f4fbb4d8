"""Headers: what every answer says about itself, with and without a proxy in front.

No other host is asked for anything: the policy allows none. Plotly and Streamlit put styles into the page, so
styles may stand in it; scripts may not, except the one that Streamlit's own page has, by its hash.
"""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), "
    "midi=(), display-capture=(), accelerometer=(), gyroscope=(), magnetometer=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy(scripts: Sequence[str], embed_in: Sequence[str]) -> str:
    """The Content-Security-Policy. scripts: hashes of those that stand in the page; embed_in: origins whose pages may
    show the app in a frame, besides its own."""
    sources = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *(f"'{each}'" for each in scripts)],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "frame-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'", *embed_in],
    }
    return "; ".join(f"{name} {' '.join(allowed)}" for name, allowed in sources.items())


class SecurityHeaders:
    """Outermost, so that what others refuse carries them too. Cookies are Secure where the learner's side is TLS."""

    def __init__(self, app: ASGIApp, scripts: Sequence[str] = (), embed_in: Sequence[str] = ()) -> None:
        self._app = app
        self._fixed = FIXED | {"Content-Security-Policy": policy(scripts, embed_in)}
        if not embed_in:
            self._fixed["X-Frame-Options"] = "SAMEORIGIN"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                headers.update(self._fixed)
                if scope["scheme"] in ("https", "wss"):
                    message["headers"] = [_secured(name, value) for name, value in message["headers"]]
            await send(message)

        await self._app(scope, receive, with_headers)


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    plain = name.lower() == b"set-cookie" and b"secure" not in [part.strip().lower() for part in value.split(b";")]
    return name, value + b"; Secure" if plain else value
