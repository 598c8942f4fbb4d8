"""Several processes as one: those that die come back, more slowly each time, and all end together."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gradflow.serving.processes import supervisor
from gradflow.serving.processes.supervisor import Supervisor

LIVES = "import time; time.sleep(60)"
DIES = "raise SystemExit(3)"
STAYS = "import signal, time; signal.signal(signal.SIGTERM, lambda *_: None); print('up', flush=True); time.sleep(60)"


def watched(script: str, processes: int = 2, **how: object) -> Supervisor:
    """Of processes that run this script of Python's."""
    return Supervisor([[sys.executable, "-S", "-c", script]] * processes, os.environ, **({"patience": 0.0} | how))  # type: ignore[arg-type]


def run(watching: Supervisor, meanwhile: Callable[[], None]) -> None:
    """Here, in the main thread, while another does something, and then tells it to end."""

    def do() -> None:
        try:
            meanwhile()
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    other = threading.Thread(target=do)
    other.start()
    watching.run()
    other.join()


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LOOK", 0.01)
    monkeypatch.setattr(supervisor, "SOON", 0.02)


def test_one_that_is_killed_comes_back_and_the_other_stays() -> None:
    watching, seen = watched(LIVES), []

    def kill() -> None:
        wait_for(lambda: len(watching.pids) == 2)
        seen.extend(watching.pids)
        os.kill(seen[0], signal.SIGKILL)
        wait_for(lambda: len(watching.pids) == 2 and watching.pids[0] != seen[0])
        seen.extend(watching.pids)

    run(watching, kill)
    assert seen[1] == seen[3] and len(set(seen)) == 3
    assert all(map(gone, seen))


def test_one_that_cannot_live_is_started_more_and_more_seldom(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(watched(DIES, 1), lambda: wait_for(lambda: len(caplog.messages) >= 3))
    assert [message.rpartition(" in ")[2] for message in caplog.messages[:3]] == ["0.0 s.", "0.0 s.", "0.1 s."]
    monkeypatch.undo()
    assert supervisor.wait_after(10**6) == supervisor.LONGEST


def test_who_does_not_end_in_time_is_killed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.1)
    watching, seen = watched(STAYS, 1), []

    def look() -> None:
        wait_for(lambda: "up" in capfd.readouterr().out)
        seen.extend(watching.pids)

    run(watching, look)
    assert len(seen) == 1 and gone(seen[0])


def test_who_does_not_end_to_be_renewed_is_killed_too(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.1)
    watching, seen = watched(STAYS, 1), []

    def renew() -> None:
        wait_for(lambda: "up" in capfd.readouterr().out)
        seen.extend(watching.pids)
        os.kill(os.getpid(), signal.SIGHUP)
        wait_for(lambda: bool(watching.pids) and watching.pids != seen)

    run(watching, renew)
    assert gone(seen[0])


def test_renewed_are_all_one_after_the_other() -> None:
    ready: list[bool] = []
    watching = watched(LIVES, is_ready=lambda number: bool(ready))
    seen: list[list[int]] = []

    def renew() -> None:
        wait_for(lambda: len(watching.pids) == 2)
        seen.append(watching.pids)
        os.kill(os.getpid(), signal.SIGHUP)
        wait_for(lambda: len(watching.pids) == 2 and watching.pids[0] != seen[0][0])
        time.sleep(0.1)
        seen.append(watching.pids)
        ready.append(True)
        wait_for(lambda: len(watching.pids) == 2 and watching.pids[1] != seen[0][1])
        seen.append(watching.pids)

    run(watching, renew)
    before, half, after = seen
    assert half[1] == before[1], "the second waits until the first serves again"
    assert after[0] == half[0] and not set(before) & set(after)
