"""Server: what one process holds for everybody who watches. Built once, where a program begins, and passed on."""

import threading
from typing import Any

from gradflow.engine.jax_settings import configure_jax
from gradflow.engine.relief import relieve
from gradflow.engine.train import begin_training
from gradflow.service.concurrency.fair_lock import FairLock
from gradflow.service.concurrency.machine import Machine
from gradflow.service.concurrency.memory import MemoryBudget
from gradflow.service.grid.grids import Grids
from gradflow.service.training.protocols import Begin
from gradflow.service.training.runs import Runs
from gradflow.service.training.seed_band import Bands
from gradflow.service.training.truths import Truths
from gradflow.service.viewing.audience import Audience
from gradflow.service.viewing.streams import Streams
from gradflow.service.warm_start import prepare
from gradflow.tasks.lent import when_gone


class Server:
    """runs, bands, truths, grids: what is trained, each shared by all who ask for it. audience: who watches, and how
    often each has a frame. drawing: held while a page is drawn (`FairLock`). streams: through what frames are sent.
    memory: whether there is room for more.

    memory_limit (bytes) and cores are its part of the machine's, all of them where nothing is said.

    Two servers of one process share nothing but JAX' compiled programs. Close the one you built.
    """

    def __init__(
        self, begin: Begin = begin_training, memory_limit: float | None = None, cores: int | None = None
    ) -> None:
        configure_jax()  # theory may compile before the first run begins
        self.audience = Audience(cores=cores)
        self.drawing = FairLock()
        self.streams: Streams[Any] = Streams()
        self.bands = Bands()
        self.truths = Truths()
        self.memory = MemoryBudget(memory_limit, relieve=self._relieve)
        self._machine = Machine(cores, self.memory)
        self.runs = Runs(self._machine, begin)
        self.grids = Grids(self._machine, self.audience, begin, cores)
        self._closed = threading.Event()
        self._warming: threading.Thread | None = None
        when_gone.append(self.forget)

    def warm(self) -> None:
        """Prepare, beside everything else, what the first learners would wait for; returns at once."""
        if self._warming is None:
            # No daemon, whoever asks: one that is cut off amid a compilation takes the whole process with it.
            self._warming = threading.Thread(
                target=prepare, args=(self.runs, self._closed.is_set), name="warm", daemon=False
            )
            self._warming.start()

    def waits(self) -> str:
        """What it waits for before learners should be sent here, "" for nothing: its end, its beginning, memory."""
        if self._closed.is_set():
            return "closing"
        if self._warming is None or self._warming.is_alive():
            return "warming up"
        return "" if self.memory.has_room() else "out of memory"

    def forget(self, task: str) -> None:
        """Let go of everything kept of a learner's own data that is gone (`gradflow.tasks.lent`)."""
        for store in (self.runs, self.bands, self.truths, self.grids):
            store.forget(task)

    def _relieve(self) -> None:
        """In the thread that compiles, for what it lets go of may be just compiled."""
        if not self._closed.is_set():
            self.runs.relieve()
            self._machine.compiler.submit(relieve)

    def close(self) -> None:
        """End its threads, each after the chunk it is at, and hear of no task any more."""
        if self._closed.is_set():
            return
        self._closed.set()
        self.streams.close()
        when_gone.remove(self.forget)
        self.grids.close()
        if self._warming is not None:
            self._warming.join()
        self.bands.close()
        self.truths.close()
        self._machine.close()
