"""Streams: who may be sent what, by token, and the threads in which frames are made."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

TOKEN = 24  # bytes of randomness: nobody guesses one
TRAINING = 2 * (os.cpu_count() or 1)  # runs that train at once; those that wait for a core leave room for others
S = TypeVar("S")


class Streams(Generic[S]):
    """Holds no stream: one lives as long as the session that opened it, and its token means nothing afterwards.

    training: threads in which runs go on between two frames. drawing: the one in which frames are made: it is Python
    that makes them, of which one thread runs at a time, and two of them at once are slower than one.
    """

    def __init__(self) -> None:
        self._streams: WeakValueDictionary[str, S] = WeakValueDictionary()
        self.training = ThreadPoolExecutor(TRAINING, thread_name_prefix="training")
        self.drawing = ThreadPoolExecutor(1, thread_name_prefix="drawing")

    def __len__(self) -> int:
        return len(self._streams)

    def open(self, stream: S) -> str:
        """Its token from now on."""
        token = secrets.token_urlsafe(TOKEN)
        self._streams[token] = stream
        return token

    def get(self, token: str) -> S | None:
        return self._streams.get(token)

    def close(self) -> None:
        self.training.shutdown(cancel_futures=True)
        self.drawing.shutdown(cancel_futures=True)
