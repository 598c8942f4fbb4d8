"""Rooms: the buffers a chunk works in, lent to one chunk at a time.

They are large and their contents mean nothing between two chunks, so all runs of one shape share
them: there are as many as chunks ever ran at once, whatever the number of runs, and no more than fit.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import jax

from gradflow.engine.kinds import kind_of

MOST_BYTES = 600 * 2**20  # of rooms lent and waiting; the largest there is takes 562 MB, the default shape's 15 MB
_waiting: OrderedDict[Any, list[Any]] = OrderedDict()
_lent = 0  # bytes
_changing = threading.Condition()


@lru_cache(maxsize=64)
def _nbytes(shape: Any) -> int:
    return sum(array.nbytes for array in jax.tree.leaves(kind_of(shape).new_room(shape)))


def _make_space() -> None:
    """Let waiting rooms go, of the shapes asked for least recently first, until the others have space."""
    while _waiting and _lent + sum(len(rooms) * _nbytes(shape) for shape, rooms in _waiting.items()) > MOST_BYTES:
        shape, rooms = next(iter(_waiting.items()))
        if rooms:
            rooms.pop()
        if not rooms:
            del _waiting[shape]


@contextmanager
def lent(shape: Any) -> Iterator[tuple[Any, Callable[[Any], None]]]:
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
    given: list[Any] = []
    try:
        yield room or jax.device_put(kind_of(shape).new_room(shape)), given.append
    finally:
        with _changing:
            _lent -= size
            _waiting.setdefault(shape, []).extend(given)
            _waiting.move_to_end(shape)
            _make_space()
            _changing.notify_all()
