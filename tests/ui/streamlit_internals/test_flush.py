import inspect
import types
from unittest.mock import Mock

from streamlit.runtime.app_session import AppSession

from gradflow.ui.streamlit_internals import flush


def test_waits_until_the_queue_is_empty(monkeypatch):
    looks = iter([False, False, True])
    queue = types.SimpleNamespace(is_empty=lambda: next(looks))
    session = Mock(AppSession, _call_soon_on_event_loop=lambda call: call(), _browser_queue=queue)
    runtime = types.SimpleNamespace(get_app_session=lambda _: session)
    monkeypatch.setattr(flush, "get_script_run_ctx", lambda **_: types.SimpleNamespace(session_id="one"))
    monkeypatch.setattr(flush, "exists", lambda: True)
    monkeypatch.setattr(flush.Runtime, "instance", lambda: runtime)
    flush.wait_until_sent()
    assert next(looks, None) is None  # all three were taken


def test_streamlit_still_has_the_names_that_are_used():
    assert hasattr(AppSession, "_call_soon_on_event_loop")
    assert "self._browser_queue" in inspect.getsource(AppSession.flush_browser_queue)
