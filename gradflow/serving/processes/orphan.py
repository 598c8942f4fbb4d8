"""Orphan: a process whose supervisor was killed ends too, or it would hold its port against the next."""

import os
import signal
import threading
import time

PARENT = "GRADFLOW_SUPERVISOR"  # the supervisor's process id, in the environment
LOOK = 1.0  # seconds


def end_with_supervisor() -> None:
    """From now on; nothing where there is none."""
    if parent := os.environ.get(PARENT):
        threading.Thread(target=_watch, args=(int(parent),), name="orphan", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
