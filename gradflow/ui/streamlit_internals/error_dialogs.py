"""Error dialogs: Streamlit's own, in English and for developers, which a learner is not to meet.

When the connection is lost it opens one that says how to start a server; the page says what happened in the learner's
language (`frontend/connection.js`).

Stands in for: a setting that says what the route `_stcore/host-config` answers, which hosts of Streamlit are told to
answer themselves (`client.allowedOrigins`). Read in Streamlit 1.67.0: `create_host_config_routes`, which
`starlette_app` calls by that name, and "blockErrorDialogs" in the answer of its one route.
"""

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from streamlit.web.server.starlette import starlette_app, starlette_routes

_of_streamlit = starlette_routes.create_host_config_routes


def show_no_error_dialogs() -> None:
    """To be called before the application is built."""
    starlette_app.create_host_config_routes = _routes  # type: ignore[reportPrivateImportUsage]


def _routes(base_url: str | None) -> list[BaseRoute]:
    [route] = _of_streamlit(base_url)
    assert isinstance(route, Route)

    async def answer(request: Request) -> Response:
        answered = await route.endpoint(request)
        said = json.loads(answered.body) | {"blockErrorDialogs": True}
        del answered.headers["content-length"]
        return Response(json.dumps(said), headers=dict(answered.headers))

    return [Route(route.path, answer, methods=["GET"])]
