"""Settings: what whoever starts a server says about it, in the environment, for uvicorn imports the app by itself."""

import os
import re

from gradflow.classroom.store.database import database_url
from gradflow.service.concurrency.memory import system_limit

EMBED_IN = "GRADFLOW_EMBED_IN"  # origins, with spaces between them
MEMORY = "GRADFLOW_MEMORY"  # GB
CORES = "GRADFLOW_CORES"
DRAIN = "GRADFLOW_DRAIN"  # seconds
ORIGIN = re.compile(r"https?://[\w.*-]+(:\d{1,5})?")


def embed_in() -> list[str]:
    """Origins whose pages may show the app in a frame. Raises ValueError for what is none."""
    origins = os.environ.get(EMBED_IN, "").split()
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise ValueError(f"{EMBED_IN} is {origin!r}; allowed is an origin such as https://course.example.org")
    return origins


def memory_limit() -> float | None:
    """Bytes the server may have; None: what the system allows it. Raises ValueError for what is no number of GB."""
    said = os.environ.get(MEMORY, "")
    if not said:
        return None
    try:
        gigabytes = float(said)
    except ValueError:
        gigabytes = 0.0
    if not 1 <= gigabytes <= 1024:
        raise ValueError(f"{MEMORY} is {said!r}; allowed is a number of GB from 1 to 1024")
    return gigabytes * 2**30


def cores() -> int | None:
    """Cores that are this process's part of the machine; None: all there are. Raises ValueError."""
    return _whole(CORES, 1, 1024)


def drain() -> int:
    """Seconds that learners have after SIGTERM. Raises ValueError."""
    return _whole(DRAIN, 0, 3600) or 0


def share_of(processes: int) -> dict[str, str]:
    """The settings of one of so many processes that share this machine alike. Raises ValueError."""
    memory = (memory_limit() or system_limit()) / 2**30 / processes
    if memory < 1:
        raise ValueError(f"--processes {processes} leaves {memory:.2g} GB each; allowed is 1 GB or more")
    several = (cores() or os.cpu_count() or 1) // processes
    known = {MEMORY: f"{memory:.3f}"} if memory <= 1024 else {}  # the system said nothing
    return known | {CORES: str(max(1, several))}


def _whole(name: str, least: int, most: int) -> int | None:
    said = os.environ.get(name, "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 6 and least <= int(said) <= most):
        raise ValueError(f"{name} is {said!r}; allowed is a whole number from {least} to {most}")
    return int(said)


def check() -> None:
    """Raises ValueError for the first that is not allowed."""
    for each in (embed_in, memory_limit, cores, drain, database_url):
        each()
