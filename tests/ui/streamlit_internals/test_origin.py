"""Whose pages may open a websocket of ours is decided as for Streamlit's own."""

import inspect

import pytest
from streamlit.web.server.starlette import starlette_websocket

from gradflow.ui.streamlit_internals.external_address import know_no_external_address
from gradflow.ui.streamlit_internals.origin import is_origin_allowed


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("https://school.example:8501", True), (None, True), ("https://evil.example", False), ("null", False)],
)
def test_a_page_of_another_host_is_refused(origin, allowed):
    know_no_external_address()
    assert is_origin_allowed(origin, "school.example:8501") is allowed


def test_streamlit_still_asks_by_the_name_that_is_used():
    assert "_is_origin_allowed(origin, host)" in inspect.getsource(starlette_websocket.create_websocket_handler)
