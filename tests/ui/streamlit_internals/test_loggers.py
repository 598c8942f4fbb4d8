"""What strangers cause is logged by these."""

import inspect
import logging

from streamlit.web.server.starlette import starlette_websocket

from gradflow.serving.logs import BriefLog
from gradflow.ui.streamlit_internals.loggers import OF_STRANGERS, OF_THE_SERVER, log_briefly


def test_each_has_one_filter_however_often_it_is_asked_for():
    log_briefly()
    log_briefly()
    for name in (*OF_STRANGERS, *OF_THE_SERVER):
        filters = [each for each in logging.getLogger(name).filters if isinstance(each, BriefLog)]
        assert len(filters) == 1


def test_streamlit_still_logs_a_message_that_is_none_by_the_name_that_is_used():
    source = inspect.getsource(starlette_websocket)
    assert "get_logger(__name__)" in source and "exc_info=exc" in source
