"""Our own routes, beside Streamlit's in one application."""

from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute

from gradflow.classroom.classroom import Classroom
from gradflow.service.server import Server
from gradflow.serving.health import health
from gradflow.serving.joining.routes import joining
from gradflow.streaming.route import frames
from gradflow.ui.front import base_path
from gradflow.ui.room.ballot.routes import ballots
from gradflow.ui.streamlit_internals.origin import is_origin_allowed


def routes(server: Server, classroom: Classroom, waits: Callable[[], str]) -> Sequence[BaseRoute]:
    """Under the path that a proxy serves the app under, if it has one. waits: what this process waits for before
    learners should be sent here, "" for nothing."""
    base = base_path()
    return [
        frames(f"{base}/frames/{{token}}", server.streams, is_origin_allowed),
        *health(base, waits),
        *joining(base, classroom),
        *ballots(base, classroom),
    ]
