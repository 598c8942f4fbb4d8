"""Loggers: those of Streamlit and its server that write what strangers cause.

Stands in for: options of Streamlit's for what it logs of a message that is none. Read in Streamlit 1.67.0: the names
of `starlette_websocket`, where such a message is logged with its traceback, and of `starlette_routes`; uvicorn's are
its own.
"""

import logging

from streamlit.web.server.starlette import starlette_routes, starlette_websocket

from gradflow.serving.logs import BriefLog

OF_STRANGERS = (starlette_websocket.__name__, starlette_routes.__name__)
OF_THE_SERVER = ("uvicorn.error", "streamlit.runtime.websocket_session_manager", "gradflow.serving.messages")


def log_briefly() -> None:
    """From now on."""
    for name in (*OF_STRANGERS, *OF_THE_SERVER):
        log = logging.getLogger(name)
        if not any(isinstance(each, BriefLog) for each in log.filters):
            log.addFilter(BriefLog(strangers=name in OF_STRANGERS))
