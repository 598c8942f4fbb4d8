"""Logs: what strangers cause is one line, and not many of them; nobody's address and no token stands in one."""

import logging
from collections.abc import Callable

from gradflow.serving.rates import Bucket, Rate

LINES = Rate(20, every=3.0)  # of one logger
NAMED = ('"WebSocket %s"', "connection open", "connection closed")  # lines that name who came, and for what


class BriefLog(logging.Filter):
    """For a logger of a server's. strangers: whether what goes wrong there comes from what somebody sent, so that a
    traceback says nothing about the app."""

    def __init__(self, strangers: bool, bucket: Callable[[], Bucket] = lambda: Bucket(LINES)) -> None:
        super().__init__()
        self._strangers = strangers
        self._bucket = bucket()
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return not any(name in str(record.msg) for name in NAMED)
        if self._bucket.take():
            self._left_out += 1
            return False
        if self._strangers and record.exc_info and record.exc_info[0] is not None:
            kind, reason = record.exc_info[0].__name__, str(record.exc_info[1]).partition("\n")[0]
            record.msg, record.args = f"{record.getMessage().strip()}: {kind}: {reason[:200]}", ()
            record.exc_info = record.exc_text = None
        if self._left_out:
            record.msg, record.args = f"{record.getMessage().rstrip()} (after {self._left_out} that are not shown)", ()
            self._left_out = 0
        return True
