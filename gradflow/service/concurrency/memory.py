"""Memory: whether there is room for one more run.

What each part of a server keeps is bounded, but all of them at their bounds together are more than a small server
has, and a service that takes more than its limit is killed in the middle of everybody's lesson. So before something
large begins, it is asked here; where there is no room, what nobody looks at is let go, and what is new waits.
"""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

RESERVED = 700 * 2**20  # bytes for what has begun: all workspaces together take 600 MB, a program that compiles 100
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
        self._full = False
        self._looking = threading.Lock()

    def has_room(self) -> bool:
        """Whether something large may begin now."""
        with self._looking:
            now = self._clock()
            if now - self._looked >= LOOKED:
                self._looked, self._full = now, self._used() > self.most
            relieve = self._full and now - self._relieved >= RELIEVED
            self._relieved = now if relieve else self._relieved
            full = self._full
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
