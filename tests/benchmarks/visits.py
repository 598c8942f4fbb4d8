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
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from gradflow.parts.activations import ACTIVATIONS
from gradflow.places import ROOT
from tests.benchmarks.classroom import Learner, resident_bytes
from tests.browser.server import started

VISITS = 1000
AT_ONCE = 6
STAY = 0.3  # seconds between two settings
SETTINGS = 3  # tried in a visit
WIDTHS = (8, 16, 24, 32, 48, 64)  # a program each
WARM = 0.4  # of the visits, until the stores of runs and programs are full


class Visitor(Learner):
    """A learner who moves the slider of the depth."""

    slider = ""

    def _hear(self, data: str | bytes) -> None:
        super()._hear(data)
        assert isinstance(data, bytes)
        message = ForwardMsg()
        message.ParseFromString(data)
        element = message.delta.new_element
        if element.WhichOneof("type") == "slider" and element.slider.id.endswith(".depth"):
            self.slider = element.slider.id

    def _ask(self, fragment: str = "", depth: int | None = None) -> bytes:
        asked = BackMsg()
        asked.ParseFromString(super()._ask(fragment))
        if depth is not None and self.slider:
            moved = asked.rerun_script.widget_states.widgets.add(id=self.slider)
            moved.double_array_value.data.append(depth)
        return asked.SerializeToString()

    async def visit(self, address: str, choose: random.Random) -> None:
        url = address.replace("http", "ws", 1) + "/_stcore/stream"
        async with websockets.connect(url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None) as socket:
            await socket.send(self._ask())
            for _ in range(SETTINGS):
                until = time.monotonic() + STAY
                while (left := until - time.monotonic()) > 0:
                    try:
                        self._hear(await asyncio.wait_for(socket.recv(), left))
                    except TimeoutError:
                        break
                await socket.send(self._ask(depth=choose.randint(2, 30)))


async def _visits(address: str, pid: int, visits: int) -> list[tuple[int, ...]]:
    """After every twentieth of the visits: how many there were, bytes, threads and memory maps of the server."""
    choose, waiting, seen = random.Random(0), iter(range(visits)), []

    async def come_and_go() -> None:
        for number in waiting:
            activation, width = choose.choice(list(ACTIVATIONS)), choose.choice(WIDTHS)
            await Visitor(f"seed={number}&activation={activation}&width={width}").visit(address, choose)
            if number % max(1, visits // 20) == 0:
                seen.append((number, resident_bytes(pid), _threads(pid), _maps(pid)))

    await asyncio.gather(*(come_and_go() for _ in range(AT_ONCE)))
    return seen


def _threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def _maps(pid: int) -> int:
    """Memory maps; a compiled program of training takes some 620."""
    return len(Path(f"/proc/{pid}/maps").read_text().splitlines())


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
    for name, column, unit in (("resident memory", 1, 2**20), ("threads", 2, 1), ("memory maps", 3, 1)):
        slope = np.polyfit(warm[:, 0], warm[:, column] / unit, 1)[0]
        first, last = seen[0, column] / unit, seen[-1, column] / unit
        print(f"{name:<16} {first:8.0f} to {last:8.0f}   {1000 * slope:+8.1f} per 1,000 visits", flush=True)


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else VISITS)
