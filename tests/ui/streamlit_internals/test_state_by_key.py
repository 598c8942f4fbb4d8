"""A control looks up its own value, and finds what Streamlit's dictionary of everything would have said."""

import inspect

import pytest
from streamlit.elements.widgets import radio, selectbox, slider
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from gradflow.ui.streamlit_internals.state_by_key import StateByKey, look_up_state_by_key


@pytest.fixture
def state() -> SafeSessionState:
    of = SafeSessionState(SessionState(), lambda: None)
    of["depth"], of["activation"] = 20, None
    return of


def test_it_says_what_the_dictionary_says(state, monkeypatch):
    monkeypatch.setattr(SafeSessionState, "filtered_state", SafeSessionState.filtered_state)  # and back at the end
    assert dict(StateByKey(state)) == state.filtered_state == {"depth": 20, "activation": None}
    look_up_state_by_key()
    assert dict(state.filtered_state) == {"depth": 20, "activation": None} and len(state.filtered_state) == 2


def test_what_is_not_there_is_not_there(state):
    assert "width" not in StateByKey(state) and StateByKey(state)["activation"] is None


def test_nobody_else_s_value_is_looked_up(state, monkeypatch):
    asked = []
    monkeypatch.setattr(SessionState, "__getitem__", lambda _, key: asked.append(key))
    assert "depth" in StateByKey(state) and asked == ["depth"]


@pytest.mark.parametrize("control", [radio, selectbox, slider], ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_control_still_asks_for_the_whole(control):
    assert "filtered_state" in inspect.getsource(control)
