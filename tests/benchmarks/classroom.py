"""A class on one server: scripted learners, each with both websockets of a page and an experiment of their own.

A learner does what the browser does: asks for the page, follows its stream, and takes each frame. Those who never read
and those whose tab is hidden are among them.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from gradflow.places import ROOT
from tests.browser.server import started


class Class(NamedTuple):
    """idle: how many of the learners are there besides who never read what they are sent, and as many hidden tabs."""

    name: str
    size: int
    seeds: int
    link: str = ""
    page: str = ""
    idle: int = 0


CLASSES = [Class(f"class of {size}", size, size) for size in (1, 10, 40, 80, 120, 200)]
CLASSES += [
    Class("one link, class of 40", 40, 1),
    Class("of time, class of 40", 40, 40, "network=rnn&"),
    Class("twins, class of 40", 40, 40, page="twins"),
    Class("class of 40 and 20 idle", 40, 40, idle=10),
]
AWAY = 6.0  # seconds between two classes
WATCHED = 24.0  # seconds
SETTLED = 8.0  # seconds after which frames count: all pages are open by then
ARRIVING = 3.0  # seconds over which a class opens the page
STATIC = 2  # messages at first that bring what is static


@dataclass
class Learner:
    """One session. frames: when each arrived, and how many bytes it had. reads, hidden: as the tab does."""

    query: str
    page: str = ""
    reads: bool = True
    hidden: bool = False
    frames: list[tuple[float, int]] = field(default_factory=list)
    token: str = ""
    _script: str = ""

    async def watch(self, address: str, until: float) -> None:
        url = address.replace("http", "ws", 1)
        protocols = [websockets.Subprotocol("streamlit")]
        async with websockets.connect(f"{url}/_stcore/stream", subprotocols=protocols, max_size=None) as socket:
            await socket.send(self._ask())
            following: asyncio.Task[None] | None = None
            try:
                while (left := until - time.monotonic()) > 0:
                    self._hear(await asyncio.wait_for(socket.recv(), left))
                    if self.token and following is None:
                        following = asyncio.create_task(self._follow(f"{url}/frames/{self.token}"))
            except TimeoutError:
                pass
            finally:
                if following is not None:
                    following.cancel()

    def _hear(self, data: str | bytes) -> None:
        assert isinstance(data, bytes)
        message = ForwardMsg()
        message.ParseFromString(data)
        match message.WhichOneof("type"):
            case "new_session":
                self._script = message.new_session.page_script_hash
            case "delta":
                component = message.delta.new_element.bidi_component
                if message.delta.new_element.WhichOneof("type") == "bidi_component" and component.json:
                    self.token = json.loads(component.json).get("token", self.token)

    async def _follow(self, url: str) -> None:
        async with websockets.connect(url, max_size=None) as socket:
            await socket.send('{"have":0}')
            if self.hidden:
                await socket.send('{"hidden":true}')
            while True:
                message = await socket.recv(decode=False)
                self.frames.append((time.monotonic(), len(message)))
                if not self.reads:
                    await asyncio.sleep(WATCHED)
                number = int(message[message.index(b'"number":') + 9 :].split(b",", 1)[0])
                await socket.send(f'{{"taken":{number}}}')

    def _ask(self) -> bytes:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self._script
        asked.page_name = self.page
        return message.SerializeToString()


async def _lesson(address: str, lesson: Class) -> list[Learner]:
    """So many learners for a while, with so many seeds among them; one link costs one training."""
    until = time.monotonic() + WATCHED
    learners = [Learner(_query(lesson, number), lesson.page) for number in range(lesson.size)]
    idle = [Learner(_query(lesson, lesson.size + number), reads=False) for number in range(lesson.idle)]
    idle += [Learner(_query(lesson, lesson.size + number), hidden=True) for number in range(lesson.idle)]
    everybody = learners + idle

    async def arrive(number: int) -> None:
        await asyncio.sleep(ARRIVING * number / len(everybody))
        await everybody[number].watch(address, until)

    await asyncio.gather(*(arrive(number) for number in range(len(everybody))))
    return learners


def _query(lesson: Class, number: int) -> str:
    link = f"{lesson.link}seed={number % lesson.seeds}&steps=20000"
    return link if lesson.page != "twins" else f"twin={quote(link)}&twin={quote(f'{link}&normalization=batch')}"


def cpu_seconds(pid: int) -> float:
    """What a process has spent, from Linux's accounts."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(pid: int) -> int:
    """How much memory a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def report(sizes: set[int] | None = None) -> None:
    """Two lines for each class: frames a second each, gaps between frames, bytes a frame, CPU and memory of the
    server; what the learners themselves cost. sizes: of the classes to see; all without them."""
    classes = CLASSES if sizes is None else [Class(f"class of {size}", size, size) for size in sorted(sizes)]
    with tempfile.TemporaryDirectory() as folder:
        address, process = started((str(ROOT / "app.py"),), Path(folder) / "log.txt")
        try:
            asyncio.run(_lesson(address, Class("warm", 1, 1)))  # programs compiled, tables warm
            for lesson in classes:
                begun, spent, own = time.monotonic(), cpu_seconds(process.pid), time.process_time()
                learners = asyncio.run(_lesson(address, lesson))
                lasted = time.monotonic() - begun
                share = (cpu_seconds(process.pid) - spent) / lasted
                _print(lesson.name, learners, begun + SETTLED, share, resident_bytes(process.pid))
                own = (time.process_time() - own) / lasted
                print(f"              the scripted learners themselves: {100 * own:.0f} %")
                time.sleep(AWAY)  # until they no longer count
        finally:
            process.terminate()
            process.wait()


def _print(name: str, learners: list[Learner], since: float, share: float, rss: int) -> None:
    shown = [[when for when, _ in learner.frames if when >= since] for learner in learners]
    rates = [len(frames) / (WATCHED - SETTLED) for frames in shown]
    gaps = sorted(b - a for frames in shown for a, b in pairwise(frames)) or [float("inf")]
    p95 = gaps[min(len(gaps) - 1, int(0.95 * len(gaps)))]
    sizes = [size for learner in learners for _, size in learner.frames[STATIC:]] or [0]
    print(
        f"{name:<24}{statistics.median(rates):5.2f} frames/s each"
        f" (slowest {min(rates):.2f}, without any: {sum(not frames for frames in shown)})"
        f"   gaps p50 {statistics.median(gaps):.2f} s, p95 {p95:.2f} s, longest {gaps[-1]:.2f} s"
        f"   {statistics.median(sizes) / 1000:.1f} kB a frame, at most {max(sizes) / 1000:.1f}"
        f"   CPU {100 * share:.0f} %, {rss / 2**20:.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    report({int(size) for size in sys.argv[1:]} or None)
