"""The memory of the heaviest that links can ask for, against the limit of the service.

    python -m tests.benchmarks.heaviest [how many learners]

One kind after the other on one server, so that what the one leaves behind meets the other.
"""

import asyncio
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks.classroom import Learner, resident_bytes
from tests.browser.deployed import app_running, service_unit

DEEP = "depth=100&width=256&batch_size=1024&normalization=batch&steps=20000"
LONG = "network=rnn&cell=lstm&hidden_size=128&stacked_layers=2&sequence_length=100&batch_size=128&steps=20000"
KINDS = {
    "deep, wide, large batches": ("", DEEP),
    "large LSTMs": ("time", LONG),
    "twins of both": ("twins", ""),
    "a grid of the largest": ("grid", f"grid={quote('seed:0,1,2,3,4,5,6,7')}&{DEEP}"),
    "many widths": ("", "width={width}&steps=20000"),
}
LEARNERS = 8
WATCHED = 45.0  # seconds


def _query(page: str, link: str, number: int) -> str:
    if page == "twins":
        return f"twin={quote(f'{DEEP}&seed={number}')}&twin={quote(f'{DEEP}&connection=residual&seed={number}')}"
    return f"{link.format(width=8 * (number + 1))}&seed={number}"


async def _watch(address: str, page: str, link: str, count: int) -> list[Learner]:
    learners = [Learner(_query(page, link, number), page) for number in range(count)]
    until = time.monotonic() + WATCHED
    await asyncio.gather(*(learner.watch(address, until) for learner in learners))
    return learners


class Peak:
    """The most memory a process has had since it was asked last."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most = pid, 0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while Path(f"/proc/{self._pid}").exists():
            self._most = max(self._most, resident_bytes(self._pid))
            time.sleep(0.05)

    def take(self) -> int:
        most, self._most = self._most, 0
        return most


def limit() -> int:
    """Bytes that the unit allows."""
    said = service_unit()["Service"]["MemoryMax"]
    return int(said[:-1]) * {"G": 2**30, "M": 2**20}[said[-1]]


def report(count: int) -> None:
    most = limit()
    with tempfile.TemporaryDirectory() as folder:
        with app_running(Path(folder) / "log.txt", GRADFLOW_MEMORY=f"{most / 2**30:g}") as app:
            peak = Peak(app.pid)
            for name, (page, link) in KINDS.items():
                learners = asyncio.run(_watch(f"http://127.0.0.1:{app.port}/gradflow", page, link, count))
                got = sum(len(learner.frames) > 1 for learner in learners)
                print(
                    f"{count} × {name:<28} peak {peak.take() / 2**20:6.0f} MB   wanted < {most / 2**20:.0f}"
                    f"   with frames {got}",
                    flush=True,
                )
        print((Path(folder) / "log.txt").read_text()[-3000:])


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else LEARNERS)
