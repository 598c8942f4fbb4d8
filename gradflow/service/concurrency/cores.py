"""Cores: who computes now. Kernels of this size gain nothing from a second core, so a core a chunk."""

import os
import threading


class Cores:
    """As many as there are; a semaphore with two kinds of visitors.

    The patient let the others go first: they enter while nobody else waits, and while the others are at fewer
    than half of the cores, so that on two cores a laboratory's chunk has the machine to itself.
    """

    def __init__(self, count: int | None = None) -> None:
        self._count = self._free = count or os.cpu_count() or 1
        self._waiting = self._inside = 0  # of those who are not patient
        self._changing = threading.Condition()

    def acquire(self, timeout: float, patient: bool = False) -> bool:
        """Take a core, waiting for it at most so many seconds; whether there was one."""
        with self._changing:
            self._waiting += not patient
            got = self._changing.wait_for(self._quiet if patient else lambda: self._free > 0, timeout)
            self._waiting -= not patient
            self._free -= got
            self._inside += got and not patient
            self._changing.notify_all()  # whoever was let go first is not waiting any more
            return got

    def release(self, patient: bool = False) -> None:
        """Give it back; `patient` as it was taken."""
        with self._changing:
            self._free += 1
            self._inside -= not patient
            self._changing.notify_all()

    def _quiet(self) -> bool:
        return self._free > 0 and not self._waiting and 2 * self._inside < max(2, self._count)
