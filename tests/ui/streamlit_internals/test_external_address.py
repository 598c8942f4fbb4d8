import inspect

import pytest
from streamlit import net_util
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_websocket

from gradflow.ui.streamlit_internals import external_address


@pytest.fixture
def asked(monkeypatch):
    """Hosts asked on the internet."""
    hosts = []
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)  # put back afterwards
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout: hosts.append(url))
    return hosts


@pytest.mark.parametrize(("page", "allowed"), [("http://school.example", True), ("https://evil.example", False)])
def test_a_foreign_page_is_refused_without_a_look_up(page, allowed, asked):
    external_address.know_no_external_address()
    assert starlette_websocket._is_origin_allowed(page, "school.example") is allowed
    assert asked == []


def test_whoever_starts_the_app_asks_nobody(opened, asked, monkeypatch):
    from gradflow.shell.start import start

    opened()
    started = []
    monkeypatch.setattr("streamlit.web.cli.main", lambda *_, **__: started.append(net_util.get_external_ip()))
    start("localhost", None, None, open_browser=False)
    assert started == [None]
    assert not server_util.is_url_from_allowed_origins("https://evil.example")
    assert asked == []


def test_streamlit_still_asks_by_the_name_that_is_replaced():
    assert "net_util.get_external_ip" in inspect.getsource(server_util.is_url_from_allowed_origins)
