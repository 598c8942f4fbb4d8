"""The threads in which runs go on are few, and no frame waits long for one."""

import asyncio
import time
from dataclasses import replace
from functools import partial

from gradflow.experiment import Experiment
from gradflow.service.server import Server
from gradflow.service.viewing.streams import Streams
from gradflow.streaming.live_page import LivePage, Sight
from gradflow.streaming.pump import Pump
from gradflow.streaming.stream import Stream
from tests.service.conftest import Counting
from tests.streaming.seen import Watcher


def test_runs_whose_steps_take_long_hold_up_nobody_s_frames():
    server = Server(lambda experiment: Counting(experiment, seconds_per_step=0.3))
    quick, slow = Watcher(server), [Experiment(seed=seed) for seed in range(12)]

    async def lesson() -> int:
        pages = [LivePage(quick, _see, "playing", partial(_train, server, experiment)) for experiment in slow]
        return len(await _taken([*pages, quick.page()], server.streams, seconds=1.5))

    try:
        assert asyncio.run(lesson()) > 20  # of some 75
    finally:
        server.close()


def _see() -> Sight:
    return Sight({}, {}, "run", "playing", 1.0)


def _train(server: Server, experiment: Experiment, interval: float) -> None:
    """A run that is large: it takes whatever it is given."""
    server.runs.get(experiment).advance(experiment.steps, seconds=0.9)


async def _taken(pages: list[LivePage], streams: Streams[Stream], seconds: float) -> list[bytes]:
    """What the last of these pages is sent while all of them are open."""
    sent: list[list[bytes]] = [[] for _ in pages]
    pumps: list[Pump] = []

    async def send(number: int, message: bytes) -> None:
        sent[number].append(message)
        pumps[number].taken()

    for number, page in enumerate(pages):
        stream = Stream()
        stream.show(page)
        pumps.append(Pump(stream, partial(send, number), streams.training, streams.drawing))
        pumps[-1].begin(0)
    running = [asyncio.create_task(pump.run()) for pump in pumps]
    await asyncio.sleep(seconds)
    for task in running:
        task.cancel()
    return sent[-1]


def test_a_frame_comes_while_its_own_run_is_still_at_a_step(watcher):
    """It is long: the frames show what there is, and it is not asked to go on twice at once."""
    begun: list[float] = []

    def step(interval: float) -> None:
        begun.append(time.monotonic())
        time.sleep(1.0)

    page = replace(watcher.page(), advance=step)
    assert len(asyncio.run(_taken([page], watcher.server.streams, seconds=0.9))) > 10 and len(begun) == 1
