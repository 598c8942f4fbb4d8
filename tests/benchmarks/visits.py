"""What visits leave behind: scripted learners open the page, try a few settings and leave.

    python -m tests.benchmarks.visits [number of visits]

The first part fills the bounded stores; a line through the rest gives what each thousand adds.
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from gradflow.parts.activations import ACTIVATIONS
from gradflow.places import ROOT
from tests.benchmarks.learner import Learner
from tests.benchmarks.process import descriptors, memory_maps, resident_bytes, threads
from tests.browser.server import started

VISITS = 1000
AT_ONCE = 6
STAY = 0.3  # seconds between two settings
SETTINGS = 3  # tried in a visit
WIDTHS = (8, 16, 24, 32, 48, 64)  # a program each
WARM = 0.4  # of the visits, until the stores of runs and programs are full
MEASURED = {"resident MB": resident_bytes, "threads": threads, "memory maps": memory_maps, "descriptors": descriptors}


async def _visit(learner: Learner, address: str, choose: random.Random) -> None:
    async with learner.there(address):
        for _ in range(SETTINGS):
            await learner.stay(STAY)
            await learner.move(choose.randint(2, 30))


async def _visits(address: str, pid: int, visits: int) -> list[tuple[int, ...]]:
    """After every twentieth of the visits: how many there were, and what the server holds."""
    choose, waiting, seen = random.Random(0), iter(range(visits)), []

    async def come_and_go() -> None:
        for number in waiting:
            activation, width = choose.choice(list(ACTIVATIONS)), choose.choice(WIDTHS)
            await _visit(Learner(f"seed={number}&activation={activation}&width={width}"), address, choose)
            if number % max(1, visits // 20) == 0:
                seen.append((number, *(measure(pid) for measure in MEASURED.values())))

    await asyncio.gather(*(come_and_go() for _ in range(AT_ONCE)))
    return seen


def report(visits: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        address, process = started((str(ROOT / "app.py"),), Path(folder) / "log.txt")
        try:
            begun = time.monotonic()
            seen = np.array(asyncio.run(_visits(address, process.pid, visits)), float)
        finally:
            process.terminate()
            process.wait()
    print(f"{visits} visits in {time.monotonic() - begun:.0f} s")
    warm = seen[seen[:, 0] >= WARM * visits]
    for place, name in enumerate(MEASURED, start=1):
        unit = 2**20 if "MB" in name else 1
        slope = np.polyfit(warm[:, 0], warm[:, place] / unit, 1)[0]
        first, last = seen[0, place] / unit, seen[-1, place] / unit
        print(f"{name:<16} {first:8.0f} to {last:8.0f}   {1000 * slope:+8.1f} per 1,000 visits", flush=True)


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else VISITS)
