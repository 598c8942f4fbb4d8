"""A class on the real server, over HTTP and websockets: who comes at once, phones that sleep, a server that is killed.

Run by `python -m tests.benchmarks.rooms`.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.identity import LEARNER
from gradflow.classroom.questions import item_of, questions
from gradflow.classroom.say import alias
from gradflow.places import ROOT
from gradflow.text import Words
from tests.benchmarks.asked import asked
from tests.benchmarks.said import said
from tests.browser.server import started

PEOPLE, ARRIVING = 500, 15.0  # of a lecture; seconds
PHONES, OPENING, ASLEEP = 200, 40.0, 180.0  # of a class; seconds
KILLS, VOTERS, BUSY = 20, 40, (0.2, 0.9)  # a server each, and how long it is busy until it is killed
EN = Words("en")


class Room(NamedTuple):
    classroom: Classroom
    code: str

    def vote(self, learner: str) -> tuple[str, str, bytes]:
        """What a ballot sends."""
        fields = {"item": item_of("signal", 0), "round": 1, "answer": -12, "sure": 3}
        return f"/vote/{self.code}", learner, urlencode(fields).encode()

    def newcomer(self) -> str:
        return f"{LEARNER}{self.code}={self.classroom.signer.newcomer(self.code)}"

    def answered(self) -> int:
        return self.classroom.answers.count(self.code, item_of("signal", 0), 1)

    def go(self, *moves: str) -> None:
        for move in moves:
            self.classroom.rooms.move(self.code, move, len(questions("signal")))


def wave() -> None:
    """500 come within 15 s, see the ballot, and vote at once."""
    with _server() as (url, room):
        port = int(url.rpartition(":")[2])
        room.go("begin", "vote")

        async def come(number: int) -> tuple[str, float, float]:
            await asyncio.sleep(number * ARRIVING / PEOPLE)
            begun = time.perf_counter()
            joined = await asked(port, f"/join/{room.code}")
            there = time.perf_counter()
            seen = await asked(port, f"/vote/{room.code}?lang=en", joined.cookie)
            assert (joined.status, seen.status) == (303, 200), (joined, seen)
            return joined.cookie, there - begun, time.perf_counter() - there

        async def vote(learner: str) -> float:
            begun = time.perf_counter()
            path, cookie, body = room.vote(learner)
            assert (await asked(port, path, cookie, body)).status == 303
            return time.perf_counter() - begun

        async def all_of_them() -> None:
            came = await asyncio.gather(*map(come, range(PEOPLE)))
            print(f"served: {PEOPLE} joins in {ARRIVING:g} s, {said([each[1] for each in came])}; wanted p95 < 1 s")
            print(f"served: the ballot of each, {said([each[2] for each in came])}", flush=True)
            voted = await asyncio.gather(*(vote(cookie) for cookie, _, _ in came))
            print(f"served: {PEOPLE} votes at once, {said(list(voted))}")

        asyncio.run(all_of_them())
        print(f"served: {room.answered()} of {PEOPLE} votes kept", flush=True)


def sleep() -> None:
    """200 phones in a vote fall asleep without a word, and are back after three minutes."""
    with _server() as (url, room):
        port = int(url.rpartition(":")[2])
        room.go("begin", "vote")
        cookies = [room.newcomer() for _ in range(PHONES)]

        async def phone(number: int) -> tuple[bool, float]:
            await asyncio.sleep(number * OPENING / PHONES)
            before = await _page(url, room, cookies[number])
            path, cookie, body = room.vote(cookies[number])
            assert (await asked(port, path, cookie, body)).status == 303
            await asyncio.sleep(ASLEEP)
            begun = time.perf_counter()
            after = await _page(url, room, cookies[number])
            who = cookies[number].partition("=")[2].partition(".")[0]
            learner = room.classroom.learners.get(room.code, who)
            assert learner
            name = EN("class.you", alias=alias(learner.alias, EN)).encode()
            kept = EN("class.vote.kept", answer="")[:18].encode()
            is_back = name in before and name in after and kept in after and kept not in before
            return is_back, time.perf_counter() - begun

        async def all_of_them() -> None:
            back = await asyncio.gather(*map(phone, range(PHONES)))
            print(f"served: {sum(is_back for is_back, _ in back)} of {PHONES} phones asleep for {ASLEEP:g} s are back")
            print(f"served: with alias and answer after {said([seconds for _, seconds in back])}", flush=True)

        asyncio.run(all_of_them())


def kills() -> None:
    """A server that is killed 20 times while 40 vote: what it has acknowledged is there."""
    chance, acknowledged = random.Random(0), 0
    with tempfile.TemporaryDirectory() as folder:
        room = _room(Path(folder))
        room.go("begin", "vote")
        for _ in range(KILLS):
            url, server = started((str(ROOT / "app.py"),), Path(folder) / "log.txt")
            acknowledged += asyncio.run(_until_killed(int(url.rpartition(":")[2]), room, server.kill, chance))
            server.wait()
        print(f"served: of {acknowledged} votes acknowledged by {KILLS} servers, each killed, ", end="")
        print(f"{max(0, acknowledged - room.answered())} lost ({room.answered()} kept)", flush=True)
        room.classroom.close()


async def _until_killed(port: int, room: Room, kill, chance: random.Random) -> int:
    taken = 0

    async def vote() -> None:
        nonlocal taken
        with suppress(OSError, IndexError, ValueError):  # it was killed meanwhile
            path, cookie, body = room.vote(room.newcomer())
            await asyncio.sleep(chance.uniform(0, BUSY[1]))
            taken += (await asked(port, path, cookie, body)).status == 303

    voting = [asyncio.create_task(vote()) for _ in range(VOTERS)]
    await asyncio.sleep(chance.uniform(*BUSY))
    kill()
    await asyncio.gather(*voting)
    return taken


@contextmanager
def _server() -> Iterator[tuple[str, Room]]:
    with tempfile.TemporaryDirectory() as folder:
        url, server = started((str(ROOT / "app.py"),), Path(folder) / "log.txt")
        room = _room(Path(folder))
        try:
            yield url, room
        finally:
            room.classroom.close()
            server.terminate()
            server.wait(timeout=20)


def _room(folder: Path) -> Room:
    classroom = Classroom(f"sqlite:///{folder.resolve()}/rooms.sqlite")
    return Room(classroom, classroom.rooms.open("signal")[0])


async def _page(url: str, room: Room, cookie: str) -> bytes:
    """All that a tab is told until its page is drawn; then it is gone, without a word."""
    told = b""
    where, protocols = f"{url.replace('http', 'ws', 1)}/_stcore/stream", [websockets.Subprotocol("streamlit")]
    socket = await websockets.connect(
        where, subprotocols=protocols, max_size=None, additional_headers={"Cookie": cookie}, open_timeout=60
    )
    message = BackMsg()
    message.rerun_script.query_string, message.rerun_script.page_name = f"room={room.code}&lang=en", "room"
    await socket.send(message.SerializeToString())
    while True:
        data = await asyncio.wait_for(socket.recv(decode=False), 120)
        told += data
        heard = ForwardMsg()
        heard.ParseFromString(data)
        if heard.WhichOneof("type") == "script_finished":
            socket.transport.abort()
            return told
