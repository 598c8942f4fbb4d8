"""A class on one server: scripted learners, each with both websockets of a page and an experiment of their own.

    python -m tests.benchmarks.classroom [--processes N] [sizes of classes]

Those who never read and those whose tab is hidden are among them. Without sizes it prints every figure of what is
live: classes, a storm of settings that nobody has asked for, what a browser waits for, what a thousand visits leave.
With several processes each has its part of the learners, as if nginx had sent it so many classes.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from gradflow.places import ROOT
from tests.benchmarks import page, visits
from tests.benchmarks.learner import Frame, Learner
from tests.benchmarks.process import children, cpu_seconds, resident_bytes
from tests.browser.deployed import processes_running
from tests.browser.server import started


class Class(NamedTuple):
    """seen: the pictures on each learner's screen. idle: how many learners are there besides who never read what they
    are sent, and as many hidden tabs. arriving: seconds over which they open the page. wanted: at least so many frames
    a second each, with a p95 of the gaps of at most so many seconds."""

    name: str
    size: int
    seeds: int
    link: str = ""
    page: str = ""
    idle: int = 0
    wanted: tuple[float, float] | None = None
    arriving: float = 3.0
    seen: tuple[str, ...] = ("maps", "answers")


FULL = (4.0, 0.3)
CLASSES = [Class(f"class of {size}", size, size, wanted=FULL) for size in (1, 10, 40)]
CLASSES += [
    Class("class of 80", 80, 80, wanted=(3.0, 0.5)),
    Class("class of 120", 120, 120, wanted=(2.5, 0.6)),
    Class("class of 200", 200, 200, wanted=(1.5, float("inf")), arriving=75.0),
    Class("scrolled down, class of 40", 40, 40, wanted=FULL, seen=("profile", "curves")),
    Class("one link, class of 40", 40, 1, wanted=FULL),
    Class("of time, class of 40", 40, 40, "network=rnn&", wanted=FULL),
    Class("twins, class of 40", 40, 40, page="twins", wanted=FULL),
    Class("class of 40 and 20 idle", 40, 40, idle=10, wanted=FULL),
]
AWAY = 6.0  # seconds between two classes
PATIENCE = 60.0  # seconds after the last has come in which everybody has a frame
SETTLED = 5.0  # seconds after that; then frames count
WATCHED = 16.0  # seconds of them
STATIC = 2  # messages at first that bring what is static
STORM = range(41, 81)  # depths that nobody has asked for, a learner each
CALM, AFTER = 8.0, 8.0  # seconds before and after the storm


async def _lesson(addresses: Sequence[str], lesson: Class) -> tuple[list[Learner], float]:
    """So many learners for a while, with so many seeds among them; one link costs one training. addresses: of the
    processes, which they share. Returns when frames began to count, too: a little after the last had the first."""
    learners = [Learner(_query(lesson, number), lesson.page, seen=lesson.seen) for number in range(lesson.size)]
    idle = [Learner(_query(lesson, lesson.size + number), reads=False) for number in range(lesson.idle)]
    idle += [Learner(_query(lesson, lesson.size + number), hidden=True) for number in range(lesson.idle)]
    everybody = learners + idle

    async def arrive(number: int) -> None:
        await asyncio.sleep(lesson.arriving * number / len(everybody))
        await everybody[number].watch(addresses[number % len(addresses)], float("inf"))

    there = asyncio.gather(*(arrive(number) for number in range(len(everybody))))
    try:
        latest = time.monotonic() + lesson.arriving + PATIENCE
        while not (there.done() or all(learner.frames for learner in learners)) and time.monotonic() < latest:
            await asyncio.sleep(0.1)
        since = time.monotonic() + SETTLED
        await asyncio.wait([there], timeout=SETTLED + WATCHED)
    finally:
        there.cancel()
        with suppress(asyncio.CancelledError):  # what else ended it is the caller's
            await there
    return learners, since


def _query(lesson: Class, number: int) -> str:
    link = f"{lesson.link}seed={number % lesson.seeds}&steps=20000"
    return link if lesson.page != "twins" else f"twin={quote(link)}&twin={quote(f'{link}&normalization=batch')}"


async def _storm(address: str) -> list[float]:
    """Seconds from a slider's message to the first frame of the new run, when all learners move theirs at once."""
    moved = asyncio.Event()
    when = 0.0

    async def learn(depth: int) -> Frame | None:
        nonlocal when
        learner = Learner(f"seed={depth}&steps=20000")
        async with learner.there(address):
            await learner.stay(CALM)
            await moved.wait()
            await learner.move(depth)
            await learner.stay(AFTER)
        return next((frame for frame in learner.frames if f"depth{depth}-" in frame.file), None)

    async def move() -> None:
        nonlocal when
        await asyncio.sleep(CALM + 1)
        when = time.monotonic()
        moved.set()

    first, *_ = await asyncio.gather(asyncio.gather(*(learn(depth) for depth in STORM)), move())
    return [frame.when - when if frame else float("inf") for frame in first]


@contextmanager
def _served(processes: int) -> Iterator[tuple[list[str], list[int]]]:
    """The addresses and the process ids of a server of so many processes."""
    with tempfile.TemporaryDirectory() as folder:
        if processes > 1:
            with processes_running(Path(folder) / "log.txt", processes) as (supervisor, ports):
                yield [f"http://127.0.0.1:{port}/gradflow" for port in ports], children(supervisor)
            return
        address, process = started((str(ROOT / "app.py"),), Path(folder) / "log.txt")
        try:
            yield [address], [process.pid]
        finally:
            process.terminate()
            process.wait()


def report(sizes: set[int] | None = None, processes: int = 1) -> dict[int, float]:
    """Frames a second each, by the size of the class, and two lines for each: these, gaps between frames, bytes a
    frame, CPU and memory of the server; what the learners themselves cost. sizes: of the classes to see; all without
    them, and the storm."""
    rates: dict[int, float] = {}
    classes = [lesson for lesson in CLASSES if sizes is None or lesson.name in {f"class of {size}" for size in sizes}]
    with _served(processes) as (addresses, pids):
        asyncio.run(_lesson(addresses, Class("warm", processes, 1)))  # programs compiled, tables warm
        for lesson in classes:
            begun, spent, own = time.monotonic(), sum(map(cpu_seconds, pids)), time.process_time()
            learners, since = asyncio.run(_lesson(addresses, lesson))
            lasted = time.monotonic() - begun
            share = (sum(map(cpu_seconds, pids)) - spent) / lasted
            rates[lesson.size] = _print(lesson, learners, since, share, sum(map(resident_bytes, pids)))
            print(f"              the last had a first frame {since - SETTLED - begun - lesson.arriving:.1f} s after")
            own = (time.process_time() - own) / lasted
            print(f"              the scripted learners themselves: {100 * own:.0f} %")
            time.sleep(AWAY)  # until they no longer count
        if sizes is None:
            seconds = asyncio.run(_storm(addresses[0]))
            print(f"a storm of {len(STORM)} unseen settings: first frame {_spread(seconds)}   wanted p95 <= 1 s")
    return rates


def _print(lesson: Class, learners: list[Learner], since: float, share: float, rss: int) -> float:
    shown = [[frame.when for frame in learner.frames if frame.when >= since] for learner in learners]
    rates = [len(frames) / WATCHED for frames in shown]
    gaps = [b - a for frames in shown for a, b in pairwise(frames)] or [float("inf")]
    sizes = [frame.size for learner in learners for frame in learner.frames[STATIC:]] or [0]
    none = sum(not frames for frames in shown)
    wanted = "   wanted >= {}, p95 <= {} s".format(*lesson.wanted) if lesson.wanted else ""
    print(
        f"{lesson.name:<24}{statistics.median(rates):5.2f} frames/s each"
        f" (slowest {min(rates):.2f}, without any: {none})   gaps {_spread(gaps)}{wanted}"
        f"   {statistics.median(sizes) / 1000:.1f} kB a frame, at most {max(sizes) / 1000:.1f}"
        f"   CPU {100 * share:.0f} %, {rss / 2**20:.0f} MB",
        flush=True,
    )
    return statistics.median(rates)


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"p50 {statistics.median(ordered):.2f} s, p95 {p95:.2f} s, longest {ordered[-1]:.2f} s"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("sizes", type=int, nargs="*")
    said = parser.parse_args()
    report(set(said.sizes) or None, said.processes)
    if not said.sizes:
        page.report()
        visits.report(visits.VISITS)
