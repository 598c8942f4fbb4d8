"""Supervisor: several processes of the app on one machine, started, watched and ended together.

One that dies is started again, later each time it dies young. It serves nothing itself: a proxy is in front of them.
"""

import logging
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

LOOK = 0.2  # seconds between two looks
SOON, LONGEST = 0.5, 30.0  # seconds until one that died is started again: doubled each time, up to so many
STEADY = 60.0  # seconds after which its deaths before are forgotten
GRACE = 10.0  # seconds beyond its patience after which one that was told to end is killed

log = logging.getLogger(__name__)


def wait_after(deaths: int) -> float:
    """Seconds until one that has died so many times in a row is started again.

    >>> [wait_after(deaths) for deaths in (1, 2, 3, 20)]
    [0.5, 1.0, 2.0, 30.0]
    """
    return min(LONGEST, SOON * 2.0 ** min(deaths - 1, 10))


@dataclass
class _Child:
    """begun: when its process was; due: when it is to be."""

    number: int
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    due: float = 0.0
    deaths: int = 0
    renewed: bool = False
    told: float = 0.0  # when it was told to end, to be renewed


class Supervisor:
    """commands: of the processes; patience: seconds each takes at most to end after SIGTERM. is_ready: whether the
    process of this number may have learners, asked before the next is renewed."""

    def __init__(
        self,
        commands: Sequence[Sequence[str]],
        environment: Mapping[str, str],
        patience: float,
        is_ready: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self._children = [_Child(number, command) for number, command in enumerate(commands)]
        self._environment = dict(environment)
        self._patience = patience
        self._is_ready = is_ready
        self._to_renew: deque[_Child] = deque()
        self._renewing: _Child | None = None
        self._ended = False

    @property
    def pids(self) -> list[int]:
        return [child.process.pid for child in self._children if child.process is not None]

    def run(self) -> None:
        """Until SIGTERM or SIGINT; then every process is told to end, and has ended. SIGHUP renews them, one after the
        other, for a new version of the code."""
        before = {number: signal.signal(number, self._told) for number in _signals()}
        try:
            while not self._ended:
                for child in self._children:
                    self._look_at(child)
                self._renew()
                time.sleep(LOOK)
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _told(self, number: int, _: FrameType | None) -> None:
        if number in (signal.SIGTERM, signal.SIGINT):
            self._ended = True
        else:
            self._to_renew = deque(self._children)

    def _look_at(self, child: _Child) -> None:
        now = time.monotonic()
        if child.process is None and now >= child.due:
            child.process = subprocess.Popen(child.command, env=self._environment)
            child.begun = now
        elif child.process is not None and child.process.poll() is not None:
            child.deaths = 0 if child.renewed or now - child.begun > STEADY else child.deaths
            child.deaths += not child.renewed
            wait = wait_after(child.deaths) if child.deaths else 0.0
            child.due = now + wait
            if not child.renewed:
                status = child.process.returncode
                log.warning("Process %d ended with %d; it is started again in %.1f s.", child.number, status, wait)
            child.process, child.renewed = None, False

    def _renew(self) -> None:
        """The next, once the one before serves again; one that does not end is killed."""
        last = self._renewing
        if last and last.renewed and last.process and time.monotonic() - last.told > self._patience + GRACE:
            self._kill(last.process)
        if self._renewing is not None and not self._renewing.renewed and self._is_ready(self._renewing.number):
            self._renewing = None
        if self._renewing is None and self._to_renew:
            child = self._to_renew.popleft()
            if child.process is not None:
                self._renewing, child.renewed, child.told = child, True, time.monotonic()
                child.process.terminate()

    def _end(self) -> None:
        there = [child.process for child in self._children if child.process is not None]
        for process in there:
            process.terminate()
        until = time.monotonic() + self._patience + GRACE
        for process in there:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._kill(process)

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        log.warning("Process %d did not end within %.0f s and was killed.", process.pid, self._patience + GRACE)
        process.kill()
        process.wait()


def _signals() -> list[signal.Signals]:
    return [signal.SIGTERM, signal.SIGINT, *([signal.SIGHUP] if os.name == "posix" else [])]
