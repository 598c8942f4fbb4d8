"""Origin: whose web pages may open a websocket to this server; ours as Streamlit's own.

Stands in for: a public check of a websocket's origin by the same settings. Read in Streamlit 1.67.0:
`starlette_websocket._is_origin_allowed`.
"""

from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed


def is_origin_allowed(origin: str | None, host: str | None) -> bool:
    """origin: of the page, None for what is not a browser; host: that was asked for."""
    return _is_origin_allowed(origin, host)
