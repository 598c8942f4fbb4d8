"""Uvicorn's settings: the bounds on connections, which are made before any of our code runs in them.

Stands in for: options of Streamlit's for its server's time limits and sizes. Read in Streamlit 1.67.0:
`starlette_server._get_uvicorn_config_kwargs`, whose answer `UvicornRunner.run` hands to `uvicorn.Config`.
"""

from functools import partial

from streamlit.web.server.starlette import starlette_server

from gradflow.serving.connections import LONGEST_HEAD, BoundedHTTP, BoundedWebSocket, Connections
from gradflow.serving.descriptors import raise_soft_limit
from gradflow.serving.messages import LARGEST


def bound_connections() -> None:
    """For the server that is started next in this process."""
    before = starlette_server._get_uvicorn_config_kwargs
    connections = Connections(raise_soft_limit())

    def bounded() -> dict[str, object]:
        return before() | {
            "http": partial(BoundedHTTP, connections),
            "ws": BoundedWebSocket,
            "ws_max_size": 2 * LARGEST,  # what is larger than LARGEST is closed with a line that says so
            "h11_max_incomplete_event_size": LONGEST_HEAD,
            "server_header": False,
            "timeout_keep_alive": 15,  # seconds: a page that is read asks for its next pictures on the same connection
            "timeout_graceful_shutdown": 5,
        }

    starlette_server._get_uvicorn_config_kwargs = bounded
