"""The browser is told to open no dialogs about errors, beside all else that Streamlit tells it."""

import asyncio
import json
from typing import Any

import pytest
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from streamlit.web.server.starlette import starlette_app as imported
from streamlit.web.server.starlette import starlette_routes

from gradflow.ui.streamlit_internals.error_dialogs import show_no_error_dialogs


def answered(routes: list[BaseRoute]) -> tuple[str, dict[str, str], Any]:
    """The path of the one route, the headers and what is said."""
    [route] = routes
    assert isinstance(route, Route)
    answer = asyncio.run(route.endpoint(Request({"type": "http", "method": "GET", "headers": []})))
    headers = {name: text for name, text in answer.headers.items() if name != "content-length"}
    assert int(answer.headers["content-length"]) == len(answer.body)
    return route.path, headers, json.loads(answer.body)


def test_it_is_told_so_and_everything_else_as_before(monkeypatch: pytest.MonkeyPatch):
    starlette_app: Any = imported  # what it imports is not its own to export
    monkeypatch.setattr(starlette_app, "create_host_config_routes", starlette_app.create_host_config_routes)
    show_no_error_dialogs()
    path, headers, said = answered(starlette_routes.create_host_config_routes("lab"))
    assert said["blockErrorDialogs"] is False and headers["content-type"] == "application/json"
    now = answered(starlette_app.create_host_config_routes("lab"))
    assert now == (path, headers, said | {"blockErrorDialogs": True})
