"""A class on one server: scripted learners, each with a websocket of their own and an experiment of their own.

A learner does what the browser does: asks for the page, and for a frame whenever the fragment's timer
rings. A frame has arrived when its maps have.
"""

import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from gradflow.places import ROOT
from tests.browser.server import started

# name, learners, seeds, link
CLASSES = [(f"class of {size}", size, size, "") for size in (1, 10, 40, 80)]
CLASSES += [("one link, class of 40", 40, 1, ""), ("of time, class of 40", 40, 40, "network=rnn&")]
AWAY = 6.0  # seconds between two classes
WATCHED = 24.0  # seconds
SETTLED = 8.0  # seconds after which frames count: all pages are open by then
ARRIVING = 3.0  # seconds over which a class opens the page


@dataclass
class Learner:
    """One session. frames: when each arrived."""

    query: str
    frames: list[float] = field(default_factory=list)
    page: str = ""
    fragment: str = ""
    interval: float = 0.0

    async def watch(self, address: str, until: float) -> None:
        url = address.replace("http", "ws", 1) + "/_stcore/stream"
        async with websockets.connect(url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None) as socket:
            await socket.send(self._ask())
            ticking = asyncio.create_task(self._tick(socket))
            try:
                while (left := until - time.monotonic()) > 0:
                    self._hear(await asyncio.wait_for(socket.recv(), left))
            except TimeoutError:
                pass
            finally:
                ticking.cancel()

    def _hear(self, data: str | bytes) -> None:
        assert isinstance(data, bytes)
        message = ForwardMsg()
        message.ParseFromString(data)
        match message.WhichOneof("type"):
            case "new_session":
                self.page = message.new_session.page_script_hash
            case "auto_rerun":
                self.fragment, self.interval = message.auto_rerun.fragment_id, message.auto_rerun.interval
            case "stop_auto_rerun":
                self.fragment = ""
            case "delta":
                component = message.delta.new_element.bidi_component
                if message.delta.new_element.WhichOneof("type") == "bidi_component" and "maps" in component.id:
                    self.frames.append(time.monotonic())

    async def _tick(self, socket: websockets.ClientConnection) -> None:
        while True:
            await asyncio.sleep(self.interval or 0.1)
            if self.fragment:
                await socket.send(self._ask(self.fragment))

    def _ask(self, fragment: str = "") -> bytes:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self.page
        asked.fragment_id, asked.is_auto_rerun = fragment, bool(fragment)
        return message.SerializeToString()


async def _lesson(address: str, size: int, seeds: int, link: str = "") -> list[Learner]:
    """So many learners for a while, with so many seeds among them; one link costs one training."""
    until = time.monotonic() + WATCHED
    learners = [Learner(f"{link}seed={number % seeds}&steps=20000") for number in range(size)]

    async def arrive(number: int) -> None:
        await asyncio.sleep(ARRIVING * number / size)
        await learners[number].watch(address, until)

    await asyncio.gather(*(arrive(number) for number in range(size)))
    return learners


def cpu_seconds(pid: int) -> float:
    """What a process has spent, from Linux's accounts."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(pid: int) -> int:
    """How much memory a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def report() -> None:
    """One line for each size of class: frames a second each, gaps between frames, CPU and memory of the server."""
    with tempfile.TemporaryDirectory() as folder:
        address, process = started((str(ROOT / "app.py"),), Path(folder) / "log.txt")
        try:
            asyncio.run(_lesson(address, 1, 1))  # programs compiled, tables warm
            for name, size, seeds, link in CLASSES:
                begun, spent, own = time.monotonic(), cpu_seconds(process.pid), time.process_time()
                learners = asyncio.run(_lesson(address, size, seeds, link))
                lasted = time.monotonic() - begun
                share = (cpu_seconds(process.pid) - spent) / lasted
                _print(name, learners, begun + SETTLED, share, resident_bytes(process.pid))
                own = (time.process_time() - own) / lasted
                print(f"              the scripted learners themselves: {100 * own:.0f} %")
                time.sleep(AWAY)  # until they no longer count
        finally:
            process.terminate()
            process.wait()


def _print(name: str, learners: list[Learner], since: float, share: float, rss: int) -> None:
    shown = [[frame for frame in learner.frames if frame >= since] for learner in learners]
    rates = [len(frames) / (WATCHED - SETTLED) for frames in shown]
    gaps = sorted(b - a for frames in shown for a, b in pairwise(frames)) or [float("inf")]
    p95 = gaps[min(len(gaps) - 1, int(0.95 * len(gaps)))]
    starved = sum(not frames for frames in shown)
    print(
        f"{name:<22}{statistics.median(rates):5.2f} frames/s each"
        f" (slowest {min(rates):.2f}, without any: {starved})"
        f"   gaps p50 {statistics.median(gaps):.2f} s, p95 {p95:.2f} s, longest {gaps[-1]:.2f} s"
        f"   CPU {100 * share:.0f} %, {rss / 2**20:.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    report()
