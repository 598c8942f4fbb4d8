"""Workspaces: the buffers a chunk works in, lent to one chunk at a time.

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

from gradflow.engine.core.architecture import Architecture

MOST_BYTES = 600 * 2**20  # borrowed and waiting; the largest workspace there is takes 562 MB, the default shape's 15 MB

Key = tuple[Architecture, Any]  # an architecture and a shape of its own
_waiting: OrderedDict[Key, list[Any]] = OrderedDict()
_borrowed_bytes = 0
_changing = threading.Condition()


@lru_cache(maxsize=64)
def _nbytes(key: Key) -> int:
    return sum(array.nbytes for array in jax.tree.leaves(_new(key)))


def _new(key: Key) -> Any:
    architecture, shape = key
    return architecture.new_workspace(shape)


def _make_space() -> None:
    """Let waiting workspaces go, of the shapes asked for least recently first, until the others have space."""
    while _waiting and _borrowed_bytes + sum(len(each) * _nbytes(key) for key, each in _waiting.items()) > MOST_BYTES:
        key, workspaces = next(iter(_waiting.items()))
        if workspaces:
            workspaces.pop()
        if not workspaces:
            del _waiting[key]


def let_go() -> None:
    """Give back the memory of those that wait."""
    with _changing:
        _waiting.clear()


@contextmanager
def borrowed(architecture: Architecture, shape: Any) -> Iterator[tuple[Any, Callable[[Any], None]]]:
    """A workspace, and the function to give back the one that came out of the program (the first is used up)."""
    global _borrowed_bytes
    key = architecture, shape
    size = _nbytes(key)
    with _changing:
        # Two of the largest at once would not fit into a small server: the second waits for the first chunk.
        _changing.wait_for(lambda: _borrowed_bytes == 0 or _borrowed_bytes + size <= MOST_BYTES)
        workspaces = _waiting.pop(key, [])
        workspace = workspaces.pop() if workspaces else None
        if workspaces:
            _waiting[key] = workspaces
        _borrowed_bytes += size
        _make_space()
    given: list[Any] = []
    try:
        yield workspace or jax.device_put(_new(key)), given.append
    finally:
        with _changing:
            _borrowed_bytes -= size
            _waiting.setdefault(key, []).extend(given)
            _waiting.move_to_end(key)
            _make_space()
            _changing.notify_all()
