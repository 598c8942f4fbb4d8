"""History navigation: whether the browser went back or forward to the address that this run of the app is for.

Stands in for: a public word for it; a page that is run because of Back or Forward looks like any other. Read in
Streamlit 1.67.0: `get_script_run_ctx` and its `is_history_navigation`, which the browser's part says when it hears
`popstate`, together with the address that it went to.
"""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def went_through_history() -> bool:
    """In a run of the app; elsewhere nobody went anywhere."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation
