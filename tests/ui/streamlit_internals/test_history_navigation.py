"""A run of the app knows that the browser went back or forward, by the names that Streamlit has for it."""

import inspect
from dataclasses import fields
from unittest.mock import Mock

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from gradflow.ui.streamlit_internals import history_navigation


@pytest.mark.parametrize("went", [True, False])
def test_a_run_says_it(went, monkeypatch):
    monkeypatch.setattr(history_navigation, "get_script_run_ctx", lambda **_: Mock(is_history_navigation=went))
    assert history_navigation.went_through_history() is went


def test_outside_of_a_run_nobody_went_anywhere():
    assert history_navigation.went_through_history() is False


def test_streamlit_still_has_the_names():
    assert "is_history_navigation" in {field.name for field in fields(ScriptRunContext)}
    assert "client_state.is_history_navigation" in inspect.getsource(AppSession)
