"""Upkeep: what has expired is deleted while the server runs, whether anybody opens a room or not."""

import threading
from contextlib import suppress

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.store.database import Unavailable

EVERY = 3600.0  # seconds


def keep_up(classroom: Classroom, ended: threading.Event, every: float = EVERY) -> threading.Thread:
    """In a thread of its own, until `ended`; a store that is not there yet is not made for it."""

    def sweep() -> None:
        while not ended.is_set():
            if classroom.database.is_there:
                with suppress(Unavailable):  # who asks for a room is told; what has expired waits an hour
                    classroom.rooms.sweep()
            ended.wait(every)

    thread = threading.Thread(target=sweep, name="upkeep", daemon=True)
    thread.start()
    return thread
