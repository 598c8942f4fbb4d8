"""The browser is told to open no dialogs about errors, beside all else that Streamlit tells it."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.web.server.starlette import starlette_app, starlette_routes

from gradflow.ui.streamlit_internals.error_dialogs import show_no_error_dialogs


def asked(routes):
    answer = TestClient(Starlette(routes=routes)).get("/lab/_stcore/host-config")
    assert answer.headers["content-type"] == "application/json" and answer.headers["cache-control"] == "no-cache"
    return answer.json()


def test_it_is_told_so_and_everything_else_as_before(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(starlette_app, "create_host_config_routes", starlette_app.create_host_config_routes)
    show_no_error_dialogs()
    before = asked(starlette_routes.create_host_config_routes("lab"))
    assert before["blockErrorDialogs"] is False and len(before) > 5
    assert asked(starlette_app.create_host_config_routes("lab")) == before | {"blockErrorDialogs": True}
