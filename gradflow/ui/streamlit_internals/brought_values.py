"""Brought values: whether a browser comes to a session that begins with values of controls from another.

Stands in for: a public word for a browser that comes back to a server which knows its session no more. It sends what
the controls of that session said, and Streamlit takes it for what the controls of this one say. Read in Streamlit
1.67.0: `get_script_run_ctx`, its `session_state`, a `SafeSessionState` around the `SessionState` in `_state`, whose
`_new_widget_state` holds `states` by the identities of controls.
"""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def brings_values() -> bool:
    """In the first run of a session; a page that is loaded has none."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and bool(context.session_state._state._new_widget_state.states)
