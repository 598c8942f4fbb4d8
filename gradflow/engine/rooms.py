"""Rooms: the buffers a chunk works in, lent to one chunk at a time.

They are large and their contents mean nothing between two chunks, so all runs of one shape share
them: there are as many as chunks ever ran at once, whatever the number of runs.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from gradflow.engine.kinds import kind_of

MOST_SHAPES = 4  # with rooms waiting; a room of the default shape takes 15 MB
_waiting: OrderedDict[Any, list[Any]] = OrderedDict()
_changing = threading.Lock()


@contextmanager
def lent(shape: Any) -> Iterator[tuple[Any, Callable[[Any], None]]]:
    """A room, and the function to give back the one that came out of the program (the first is used up)."""
    with _changing:
        rooms = _waiting.pop(shape, [])
        room = rooms.pop() if rooms else None
        _waiting[shape] = rooms
        while len(_waiting) > MOST_SHAPES:
            _waiting.popitem(last=False)

    def give_back(used: Any) -> None:
        with _changing:
            _waiting.setdefault(shape, []).append(used)

    yield room or kind_of(shape).new_room(shape), give_back
