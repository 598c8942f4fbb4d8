"""DeferredEviction: tasks that are no longer there, kept in mind until what a store has of them can be let go."""

import threading
from collections import deque
from collections.abc import Callable


class DeferredEviction:
    """changing: the store's lock. let_go: what the store does about one task, with that lock held."""

    def __init__(self, changing: threading.Lock, let_go: Callable[[str], None]) -> None:
        self._changing = changing
        self._let_go = let_go
        self._tasks: deque[str] = deque()

    def forget(self, task: str) -> None:
        """At once, or at the store's next question if it is just in use.

        It never waits, for garbage is collected anywhere, also inside a question.
        """
        self._tasks.append(task)
        if self._changing.acquire(blocking=False):
            try:
                self.sweep()
            finally:
                self._changing.release()

    def sweep(self) -> None:
        """To be called with the lock held, at every question."""
        while self._tasks:
            self._let_go(self._tasks.popleft())
