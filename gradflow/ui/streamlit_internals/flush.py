"""Flush: wait until what a tick has drawn is on its way to the browser.

Streamlit throws away what it has not sent yet when the fragment runs again, and on a busy server the
next tick is always waiting already: without this, most of the pictures drawn for a class are never seen.

Stands in for: a public way to wait until a session's messages have left. Read in Streamlit 1.67.0:
`Runtime.get_app_session`, `AppSession._call_soon_on_event_loop`, `AppSession._browser_queue`.
"""

import threading
import time

from streamlit.runtime import Runtime, exists
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

LONGEST = 1.0  # seconds; a browser that has left takes nothing
LOOK = 0.005  # seconds between two looks


def wait_until_sent() -> None:
    """Returns when the session's queue has been emptied, or after LONGEST."""
    context = get_script_run_ctx(suppress_warning=True)
    session = Runtime.instance().get_app_session(context.session_id) if context and exists() else None
    if not isinstance(session, AppSession):
        return  # no browser: a notebook, a test
    end = time.monotonic() + LONGEST
    queued = threading.Event()
    # Behind the messages themselves, which reach the queue by the same way.
    session._call_soon_on_event_loop(queued.set)
    queued.wait(LONGEST)
    while not session._browser_queue.is_empty() and time.monotonic() < end:
        time.sleep(LOOK)
