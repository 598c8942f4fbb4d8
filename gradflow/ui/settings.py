"""Settings: what whoever starts a server says about it, in the environment, for uvicorn imports the app by itself."""

import os
import re

from gradflow.classroom.store.database import database_url

EMBED_IN = "GRADFLOW_EMBED_IN"  # origins, with spaces between them
MEMORY = "GRADFLOW_MEMORY"  # GB
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


def check() -> None:
    """Raises ValueError for the first that is not allowed."""
    embed_in()
    memory_limit()
    database_url()
