"""Those who stay while others come and go, and files that nobody asked for: the service as it is shipped.

    python -m tests.benchmarks.staying [who stays] [who comes and goes] [files]

Nobody established is broken: their websockets stay open and frames keep coming. Memory is back after the files.
"""

import asyncio
import http.client
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.classroom import Learner, resident_bytes
from tests.browser.deployed import app_running

STAYING, PASSING, FILES = 140, 160, 700
BASE = "/gradflow"
ARRIVING = 40.0  # seconds over which those who stay come
PASSING_AT_ONCE = 8
VISIT = 2.0  # seconds
CALM = 20.0  # seconds watched when all who pass have gone
FILE = 1_950_000  # bytes
COME_AND_GO = "visits that came and went"


class Stayed(NamedTuple):
    """outside: who never came in, which a busy machine explains too. broken: who was in, and was cut off."""

    outside: int
    broken: int
    without: int
    p95: float
    longest: float


class Established(Learner):
    """Who stays. session: by which Streamlit knows it."""

    session = ""
    ended = False

    def _hear(self, data: bytes) -> None:
        super()._hear(data)
        message = ForwardMsg()
        message.ParseFromString(data)
        if message.WhichOneof("type") == "new_session":
            self.session = message.new_session.initialize.session_id

    async def remain(self, address: str, until: float) -> None:
        try:
            await self.watch(address, until)
        except (OSError, websockets.WebSocketException):
            self.ended = True


async def _lesson(address: str, staying: int, passing: int) -> tuple[list[Established], int, int]:
    """Those who stayed, and how many of the others found all places taken, or gave up before the server answered."""
    lasts = ARRIVING + passing / PASSING_AT_ONCE * VISIT + CALM
    until = time.monotonic() + lasts
    learners = [Established(f"seed={number}&steps=20000") for number in range(staying)]
    left, refused, gave_up = iter(range(passing)), 0, 0

    async def come(number: int) -> None:
        await asyncio.sleep(ARRIVING * number / staying)
        await learners[number].remain(address, until)

    async def come_and_go() -> None:
        nonlocal refused, gave_up
        for number in left:
            try:
                await Learner(f"seed={number}&depth=30").watch(address, time.monotonic() + VISIT)
            except websockets.InvalidStatus:
                refused += 1
            except TimeoutError:  # of websockets: ten seconds
                gave_up += 1

    passers = [come_and_go() for _ in range(PASSING_AT_ONCE)]
    await asyncio.gather(*(come(number) for number in range(staying)), *passers)
    return learners, refused, gave_up


def stayed(learners: list[Established], since: float) -> Stayed:
    shown = [[frame.when for frame in learner.frames if frame.when >= since] for learner in learners]
    gaps = sorted(b - a for frames in shown for a, b in pairwise(frames)) or [float("inf")]
    p95 = gaps[min(len(gaps) - 1, int(0.95 * len(gaps)))]
    inside = [learner for learner in learners if learner.session]
    broken = sum(learner.ended for learner in inside)
    return Stayed(len(learners) - len(inside), broken, sum(not frames for frames in shown), p95, gaps[-1])


async def _files(port: int, files: int) -> dict[int, int]:
    """Sent by one session that stays; how many had which status."""
    learner = Established("steps=20000")
    watching = asyncio.create_task(learner.remain(f"http://127.0.0.1:{port}{BASE}", time.monotonic() + 600))
    while not learner.session:
        if watching.done():
            raise TimeoutError("nobody could come in to send them")
        await asyncio.sleep(0.1)
    found = await asyncio.to_thread(_send, port, learner.session, files)
    watching.cancel()
    return found


def _send(port: int, session: str, files: int) -> dict[int, int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"{BASE}/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    (token,) = [cookie.partition(";")[0].partition("=")[2] for cookie in answer.headers.get_all("Set-Cookie") or []]
    head = b'--edge\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = head + b"1,2\n" * (FILE // 4) + b"\r\n--edge--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=edge", "X-Xsrftoken": token}
    headers["Cookie"] = f"_streamlit_xsrf={token}"
    found: dict[int, int] = {}
    for number in range(files):
        connection.request("PUT", f"{BASE}/_stcore/upload_file/{session}/{number}", body, headers)
        answer = connection.getresponse()
        answer.read()
        found[answer.status] = found.get(answer.status, 0) + 1
    return found


def descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def report(staying: int, passing: int, files: int) -> None:
    with tempfile.TemporaryDirectory() as folder, app_running(Path(folder) / "log.txt") as app:
        address = f"http://127.0.0.1:{app.port}{BASE}"
        begun = time.monotonic()
        learners, refused, gave_up = asyncio.run(_lesson(address, staying, passing))
        found = stayed(learners, begun + ARRIVING + 5)
        print(
            f"{staying} who stay, {passing} {COME_AND_GO} ({refused} found all places taken, {gave_up} waited"
            f" too long): never in {found.outside}, cut off {found.broken}, without a frame {found.without}   wanted"
            f" 0, 0 and 0   gaps p95 {found.p95:.2f} s, longest {found.longest:.2f} s"
            f"   {resident_bytes(app.pid) / 2**20:.0f} MB, {descriptors(app.pid)} descriptors"
        )
        before = resident_bytes(app.pid) / 2**20
        statuses = asyncio.run(_files(app.port, files))
        after = resident_bytes(app.pid) / 2**20
        print(
            f"{files} files of {FILE / 1e6:.2f} MB, by status {statuses}: {before:.0f} to {after:.0f} MB   wanted +20"
        )
        print("lines in the log:", len((Path(folder) / "log.txt").read_text().splitlines()), flush=True)


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    report(*(given + [STAYING, PASSING, FILES][len(given) :]))
