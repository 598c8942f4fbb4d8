"""The bounds on connections reach uvicorn."""

import inspect

import uvicorn
from streamlit.web.server.starlette import starlette_server

from gradflow.ui.streamlit_internals.uvicorn_settings import bound_connections


def test_the_server_that_is_started_next_has_them(monkeypatch):
    monkeypatch.setattr(starlette_server, "_get_uvicorn_config_kwargs", lambda: {"ws": "auto", "access_log": False})
    bound_connections()
    settings = starlette_server._get_uvicorn_config_kwargs()
    config = uvicorn.Config("app:app", **settings)
    assert config.access_log is False and config.server_header is False
    assert config.h11_max_incomplete_event_size and config.ws_max_size < 2**20


def test_streamlit_still_asks_by_the_name_that_is_replaced():
    assert "_get_uvicorn_config_kwargs()" in inspect.getsource(starlette_server.UvicornRunner.run)
