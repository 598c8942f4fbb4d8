"""Rooms: the buffers a chunk works in, lent to one chunk at a time.

They are large and their contents mean nothing between two chunks, so all runs of one shape share
them: there are as many as chunks ever ran at once, whatever the number of runs.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import jax
import numpy as np

from gradflow.engine.parameters import end_blocks, rows_of
from gradflow.engine.passed import Passed
from gradflow.engine.program import Room
from gradflow.engine.shapes import CAPACITY, Shape

MOST_SHAPES = 4  # with rooms waiting; a room of the default shape takes 15 MB
_waiting: OrderedDict[Shape, list[Room]] = OrderedDict()
_changing = threading.Lock()


def new_room(shape: Shape) -> Room:
    """A room of zeros."""
    samples = (CAPACITY, shape.batch, shape.width)
    z, slope, raw, h = (np.zeros(samples, np.float32) for _ in range(4))
    statistics = np.zeros((CAPACITY, 2, shape.width), np.float32)
    gradients = np.zeros((CAPACITY + end_blocks(shape), rows_of(shape), shape.width), np.float32)
    room = Room(Passed(z, slope, raw, h, statistics), gradients)  # type: ignore[arg-type]
    return jax.device_put(room)


@contextmanager
def lent(shape: Shape) -> Iterator[tuple[Room, Callable[[Room], None]]]:
    """A room, and the function to give back the one that came out of the program (the first is used up)."""
    with _changing:
        rooms = _waiting.pop(shape, [])
        room = rooms.pop() if rooms else None
        _waiting[shape] = rooms
        while len(_waiting) > MOST_SHAPES:
            _waiting.popitem(last=False)

    def give_back(used: Room) -> None:
        with _changing:
            _waiting.setdefault(shape, []).append(used)

    yield room or new_room(shape), give_back
