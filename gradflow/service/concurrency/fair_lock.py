"""FairLock: pages are drawn one after the other.

Python runs one thread at a time. Forty that draw at once all take forty times as long, and the thread
that sends what they drew waits among them; in turns each is quick, and its frame is sent before the next.
"""

import threading
from collections import deque


class FairLock:
    """A lock that serves in the order of asking."""

    def __init__(self) -> None:
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False
        self._changing = threading.Lock()

    def __enter__(self) -> None:
        with self._changing:
            if not self._taken:
                self._taken = True
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        called.acquire()  # the one before lets it go

    def __exit__(self, *_: object) -> None:
        with self._changing:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
