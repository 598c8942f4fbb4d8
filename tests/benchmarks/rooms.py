"""How fast a class comes, votes and looks, and what it loses.

    python -m tests.benchmarks.rooms [store] [wave] [sleep] [kills]

store: by the routes and the store alone, 500 join within 15 s, vote at once, and look for news every three seconds, on
both databases where PostgreSQL is there. On the real server (`rooms_served`): wave, 500 join and vote; sleep, 200
phones are away for three minutes and come back; kills, 20 servers are killed during a vote. Without a word, all of
them: eight minutes.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.applications import Starlette

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.questions import item_of, questions
from gradflow.classroom.store.database import database_url
from gradflow.serving.joining.routes import joining
from tests.benchmarks import rooms_served
from tests.benchmarks.said import said
from tests.classroom.postgres import cluster, programs
from tests.serving.asked import Answer, ask

PEOPLE, ARRIVING, LOOKING = 500, 15.0, 9.0  # of them; seconds
THREADS = 16  # in which a server runs what waits for the database


def measure(name: str, url: str) -> None:
    classroom = Classroom(url)
    code, _ = classroom.rooms.open("signal")
    app = Starlette(routes=[*joining("", classroom)])
    cookies = asyncio.run(_join(app, code, name))
    learners = [classroom.signer.learner(code, _jar(each)) for each in cookies]
    with ThreadPoolExecutor(THREADS) as pool:
        print(f"{name}: {PEOPLE} rows of learners, {_at_once(pool, classroom.learners.arrive, code, learners)}")
        for move in ("begin", "vote"):
            classroom.rooms.move(code, move, len(questions("signal")))
        item = item_of("signal", 0)

        def give(code: str, learner: str) -> None:
            classroom.answers.give(code, learner, item, 1, -12.0, 3)

        print(f"{name}: {PEOPLE} votes, {_at_once(pool, give, code, learners)}")
    assert classroom.answers.count(code, item, 1) == PEOPLE
    asyncio.run(_look(app, code, cookies, name))
    classroom.close()


def _at_once(pool: ThreadPoolExecutor, act: Callable[[str, str], object], code: str, learners: list[str]) -> str:
    """All as soon as a thread is free; each waits from the beginning."""
    begun, waited = time.perf_counter(), []

    def one(learner: str) -> None:
        act(code, learner)
        waited.append(time.perf_counter() - begun)

    list(pool.map(one, learners))
    return said(waited)


async def _join(app: Starlette, code: str, name: str) -> list[str]:
    async def one(number: int) -> Answer:
        await asyncio.sleep(number * ARRIVING / PEOPLE)
        return await ask(app, f"/join/{code}")

    answers, waited = await _timed(one, PEOPLE, lambda number: number * ARRIVING / PEOPLE)
    print(f"{name}: {PEOPLE} joins in {ARRIVING:g} s, {said(waited)}")
    return [each.headers["set-cookie"].partition(";")[0] for each in answers]


async def _look(app: Starlette, code: str, cookies: list[str], name: str) -> None:
    async def one(number: int) -> Answer:
        await asyncio.sleep(number * LOOKING / (3 * PEOPLE))
        return await ask(app, f"/rooms/{code}/now", cookie=cookies[number % PEOPLE])

    answers, waited = await _timed(one, 3 * PEOPLE, lambda number: number * LOOKING / (3 * PEOPLE))
    assert all(each.status == 200 for each in answers)
    print(f"{name}: {PEOPLE} looking every 3 s, {said(waited)}")


async def _timed(
    one: Callable[[int], Awaitable[Answer]], count: int, after: Callable[[int], float]
) -> tuple[list[Answer], list[float]]:
    begun, waited = time.perf_counter(), []

    async def measured(number: int) -> Answer:
        answer = await one(number)
        waited.append(time.perf_counter() - begun - after(number))
        return answer

    return list(await asyncio.gather(*map(measured, range(count)))), waited


def _jar(cookie: str) -> dict[str, str]:
    name, _, value = cookie.partition("=")
    return {name: value}


def store() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", database_url(f"sqlite:///{Path(folder)}/rooms.sqlite"))
    if programs():
        with cluster() as url:
            measure("PostgreSQL", database_url(url.format(name="postgres")))


PARTS = {"store": store, "wave": rooms_served.wave, "sleep": rooms_served.sleep, "kills": rooms_served.kills}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
