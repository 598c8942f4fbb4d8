"""A session that begins knows whether its browser comes from another, by the names that Streamlit has for it."""

from unittest.mock import Mock

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import SafeSessionState, SessionState

from gradflow.ui.streamlit_internals import brought_values


@pytest.mark.parametrize("brought", [True, False])
def test_values_of_controls_nobody_has_drawn_here_are_brought(brought, monkeypatch):
    state = SessionState()
    sent = [WidgetState(id="control-of-before", double_value=7.0)] if brought else []
    state.on_script_will_rerun(WidgetStates(widgets=sent))
    context = Mock(session_state=SafeSessionState(state, lambda: None))
    monkeypatch.setattr(brought_values, "get_script_run_ctx", lambda **_: context)
    assert brought_values.brings_values() is brought


def test_outside_of_a_run_nobody_brings_anything():
    assert brought_values.brings_values() is False
