"""MemoryBudget: whether there is room for one more run.

What each part of a server keeps is bounded, but all of them at their bounds together are more than a small server
has, and a service that takes more than its limit is killed in the middle of everybody's lesson. So before something
large begins, it is asked here; where there is no room, what nobody looks at is let go, and what is new waits.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

RESERVED = 1000 * 2**20  # bytes for what has begun: workspaces 600, and what eight of the largest took besides
GROWN = 5.0  # seconds after which what has begun has taken what it needs, and is seen in what is used
LOOKED = 0.5  # seconds between two looks at how much is used
RELIEVED = 10.0  # seconds between two times that what nobody looks at is let go
CGROUPS = Path("/sys/fs/cgroup")


class MemoryBudget:
    """limit: in bytes; infinite where the system says nothing. used: bytes this process has. relieve: let go of what
    nobody looks at."""

    def __init__(
        self,
        limit: float | None = None,
        used: Callable[[], int] | None = None,
        relieve: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limit = system_limit() if limit is None else limit
        self.most = max(self.limit - RESERVED, self.limit / 2)  # bytes, with which something large may begin
        self._used = used or resident
        self._relieve = relieve
        self._clock = clock
        self._looked = self._relieved = float("-inf")
        self._now = 0  # bytes used when it was looked at
        self._begun: deque[tuple[float, int]] = deque()  # when, and how many bytes it needs
        self._looking = threading.Lock()

    def has_room(self, needs: int = 0) -> bool:
        """Whether something may begin now that will take so many bytes; if so, they are its own."""
        with self._looking:
            now = self._clock()
            if now - self._looked >= LOOKED:
                self._looked, self._now = now, self._used()
            while self._begun and now - self._begun[0][0] >= GROWN:
                self._begun.popleft()
            full = self._now + sum(size for _, size in self._begun) + needs > self.most
            relieve = full and now - self._relieved >= RELIEVED
            self._relieved = now if relieve else self._relieved
            if needs and not full:
                self._begun.append((now, needs))
        if relieve:
            self._relieve()
        return not full


def resident() -> int:
    """Bytes of this process; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def system_limit(groups: Path = CGROUPS, own: Path = Path("/proc/self/cgroup")) -> float:
    """Bytes that this process may have: of the machine, or of the control group that a service or a container is."""
    limits = [float("inf")]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        limits.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    limits += [_read(groups / name) for name in ("memory.max", "memory/memory.limit_in_bytes")]
    try:
        lines = own.read_text().splitlines()
    except OSError:
        lines = []
    for line in lines:
        folder = groups / line.rpartition(":")[2].lstrip("/")
        if line.startswith("0::"):
            limits += [_read(each / "memory.max") for each in (folder, *folder.parents) if groups in each.parents]
    return min(limits)


def _read(path: Path) -> float:
    try:
        return float(path.read_text())
    except (OSError, ValueError):  # not there, or "max"
        return float("inf")
