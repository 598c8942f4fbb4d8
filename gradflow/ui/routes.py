"""Our own routes, beside Streamlit's in one application."""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from gradflow.service.viewing.streams import Streams
from gradflow.streaming.route import frames
from gradflow.streaming.stream import Stream
from gradflow.ui.front import base_path
from gradflow.ui.streamlit_internals.origin import is_origin_allowed


def routes(streams: Streams[Stream]) -> Sequence[BaseRoute]:
    """Under the path that a proxy serves the app under, if it has one."""
    return [frames(f"{base_path()}/frames/{{token}}", streams, is_origin_allowed)]
