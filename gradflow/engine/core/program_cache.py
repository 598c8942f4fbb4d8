"""The cache of compiled programs: how many there are, and evicting them before they are too many.

A program of training takes some 26 MB and 620 memory maps, of which Linux gives a process 65,530 before it
dies, and JAX gives neither back when a function is forgotten: only all at once. So when there are too many,
all go. What is running ends undisturbed, and what is wanted again comes back from the disk in 0.4 s.
"""

import ctypes
import gc
import threading
from contextlib import suppress
from typing import Any
from weakref import WeakSet

import jax

MOST_PROGRAMS = 24  # at most 0.6 GB and 15,000 maps; two or three belong to a shape
IN_USE = 6  # of two shapes; less is not worth what it costs to bring them back
_compiled: WeakSet[Any] = WeakSet()  # jitted functions that have been called
_compiling = threading.Lock()  # compiling two programs at once gains nothing and holds the interpreter longer


def is_compiled(program: Any) -> bool:
    """Whether a call finds this jitted function's program; if not, it compiles it first."""
    return program in _compiled


class compile_once:
    """Holds a lock while a program may be compiling; costs nothing afterwards."""

    def __init__(self, program: Any) -> None:
        self._program = program
        self._held = False

    def __enter__(self) -> None:
        if self._program not in _compiled:
            _compiling.acquire()
            self._held = True
            if len(_compiled) >= MOST_PROGRAMS:
                evict_all()

    def __exit__(self, *failed: object) -> None:
        if self._held:
            if failed[0] is None:
                _compiled.add(self._program)
            _compiling.release()


def let_go() -> None:
    """Evict all if they are more than a class on one page uses, and not while one compiles."""
    with _compiling:
        if len(_compiled) > IN_USE:
            evict_all()


def evict_all() -> None:
    """Forget all programs, and give their memory back to the system."""
    _compiled.clear()
    jax.clear_caches()
    gc.collect()
    with suppress(OSError, AttributeError):  # another C library than glibc gives it back by itself, or keeps it
        ctypes.CDLL(None).malloc_trim(0)
