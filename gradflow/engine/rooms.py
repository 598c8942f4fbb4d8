"""Rooms: the buffers a chunk works in, lent to one chunk at a time.

They are large and their contents mean nothing between two chunks, so all runs of one shape share
them: there are as many as chunks ever ran at once, whatever the number of runs, and no more than fit.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

import jax
import numpy as np

from gradflow.engine.parameters import end_blocks, rows_of
from gradflow.engine.passed import Passed
from gradflow.engine.program import Room
from gradflow.engine.shapes import CAPACITY, Shape

MOST_BYTES = 600 * 2**20  # of rooms lent and waiting; the largest there is takes 562 MB, the default shape's 15 MB
_waiting: OrderedDict[Shape, list[Room]] = OrderedDict()
_lent = 0  # bytes
_changing = threading.Condition()


def _zeros(shape: Shape) -> Room:
    """On the host, where nothing is taken before it is touched."""
    samples = (CAPACITY, shape.batch, shape.width)
    z, slope, raw, h = (np.zeros(samples, np.float32) for _ in range(4))
    statistics = np.zeros((CAPACITY, 2, shape.width), np.float32)
    gradients = np.zeros((CAPACITY + end_blocks(shape), rows_of(shape), shape.width), np.float32)
    return Room(Passed(z, slope, raw, h, statistics), gradients)  # type: ignore[arg-type]


def new_room(shape: Shape) -> Room:
    """A room of zeros."""
    return jax.device_put(_zeros(shape))


@lru_cache(maxsize=64)
def _nbytes(shape: Shape) -> int:
    return sum(array.nbytes for array in jax.tree.leaves(_zeros(shape)))


def _make_space() -> None:
    """Let waiting rooms go, of the shapes asked for least recently first, until the others have space."""
    while _waiting and _lent + sum(len(rooms) * _nbytes(shape) for shape, rooms in _waiting.items()) > MOST_BYTES:
        shape, rooms = next(iter(_waiting.items()))
        if rooms:
            rooms.pop()
        if not rooms:
            del _waiting[shape]


@contextmanager
def lent(shape: Shape) -> Iterator[tuple[Room, Callable[[Room], None]]]:
    """A room, and the function to give back the one that came out of the program (the first is used up)."""
    global _lent
    size = _nbytes(shape)
    with _changing:
        # Two of the largest at once would not fit into a small server: the second waits for the first chunk.
        _changing.wait_for(lambda: _lent == 0 or _lent + size <= MOST_BYTES)
        rooms = _waiting.pop(shape, [])
        room = rooms.pop() if rooms else None
        if rooms:
            _waiting[shape] = rooms
        _lent += size
        _make_space()
    given: list[Room] = []
    try:
        yield room or new_room(shape), given.append
    finally:
        with _changing:
            _lent -= size
            _waiting.setdefault(shape, []).extend(given)
            _waiting.move_to_end(shape)
            _make_space()
            _changing.notify_all()
