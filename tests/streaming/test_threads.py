"""The threads in which frames are made are few, and there is always one for who asks next."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from gradflow.experiment import Experiment
from gradflow.service.server import Server
from gradflow.streaming.pump import Pump
from gradflow.streaming.stream import LivePage, Sight, Stream
from tests.service.conftest import Counting
from tests.streaming.seen import Watcher


def test_runs_whose_steps_take_long_leave_threads_for_everybody_else():
    """Those that train take as many as there are cores; those that wait for a core do not wait long."""
    server = Server(lambda experiment: Counting(experiment, seconds_per_step=0.3))
    quick, slow = Watcher(server), [Experiment(seed=seed) for seed in range(12)]

    async def lesson() -> int:
        pages = [LivePage(quick, partial(_train, quick, server, experiment), "playing") for experiment in slow]
        return len(await _taken([*pages, quick.page()], server.streams.threads, seconds=1.5))

    try:
        assert asyncio.run(lesson()) > 20  # of some 75
    finally:
        server.close()


def _train(watcher: Watcher, server: Server, experiment: Experiment, interval: float) -> Sight:
    """A learner whose run is large: a frame every second, a quarter of it for training."""
    server.runs.get(experiment).advance(experiment.steps, seconds=0.9)
    return Sight({}, {}, "run", watcher.state, 1.0)


async def _taken(pages: list[LivePage], threads: ThreadPoolExecutor, seconds: float) -> list[bytes]:
    """What the last of these pages is sent while all of them are open."""
    sent: list[list[bytes]] = [[] for _ in pages]
    pumps: list[Pump] = []

    async def send(number: int, message: bytes) -> None:
        sent[number].append(message)
        pumps[number].taken()

    for number, page in enumerate(pages):
        stream = Stream()
        stream.show(page)
        pumps.append(Pump(stream, partial(send, number), threads))
        pumps[-1].begin(0)
    running = [asyncio.create_task(pump.run()) for pump in pumps]
    await asyncio.sleep(seconds)
    for task in running:
        task.cancel()
    return sent[-1]
