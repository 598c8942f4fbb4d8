"""Draining: a process that is to end lets nobody new in, gives those who are there a while, and then ends.

Newcomers are sent to another process by the proxy, which asks the next where one says 503.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

LOOK = 0.2  # seconds between two looks at who is still here


class Draining:
    """patience: seconds that those who are here have; 0 where no other process could take newcomers. here: how many
    they are. begun: whether it has."""

    def __init__(self, patience: float, here: Callable[[], int]) -> None:
        self.begun = False
        self._patience = patience
        self._here = here
        self._end: Any = signal.SIG_DFL

    def listen(self) -> None:
        """From now on SIGTERM begins it; a second one ends at once. Called where the server listens already."""
        if threading.current_thread() is threading.main_thread():
            self._end = signal.signal(signal.SIGTERM, self._told)

    def _told(self, number: int, frame: FrameType | None) -> None:
        if self._patience and not self.begun and self._here():
            self.begun = True
            threading.Thread(target=self._wait, name="draining", daemon=True).start()
        elif callable(self._end):
            self._end(number, frame)
        else:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    def _wait(self) -> None:
        until = time.monotonic() + self._patience
        while self._here() and time.monotonic() < until:
            time.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTERM)
