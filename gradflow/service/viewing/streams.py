"""Streams: who may be sent what, by token, and the threads in which frames are made."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

TOKEN = 24  # bytes of randomness: nobody guesses one
MAKING = 2 * (os.cpu_count() or 1)  # frames made at once; those that wait for a core to train on leave room for others
S = TypeVar("S")


class Streams(Generic[S]):
    """Holds no stream: one lives as long as the session that opened it, and its token means nothing afterwards."""

    def __init__(self) -> None:
        self._streams: WeakValueDictionary[str, S] = WeakValueDictionary()
        self.threads = ThreadPoolExecutor(MAKING, thread_name_prefix="frames")

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
        self.threads.shutdown(cancel_futures=True)
