"""A real cluster of PostgreSQL, of Debian's package, on a socket of its own: nothing of it is left, and no network."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OWNER = "postgres"
QUICK = "-c fsync=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=40 -c listen_addresses=''"


def programs() -> Path | None:
    """Where initdb and postgres are, of the newest version there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside).parent if beside else None


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of a new one, without the name of a database. PostgreSQL refuses to be run by root."""
    at = programs()
    if at is None:
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    root = sys.platform != "win32" and os.geteuid() == 0
    account = {"user": OWNER, "group": OWNER, "extra_groups": []} if root else {}
    folder = Path(tempfile.mkdtemp(prefix="gradflow-pg-"))
    if root:
        shutil.chown(folder, OWNER, OWNER)
    data, quiet = folder / "data", {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    made = [at / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    control = [at / "pg_ctl", "-D", data, "-w", "-t", "30"]
    try:
        subprocess.run(made, check=True, **account, **quiet)
        begun = [*control, "start", "-l", folder / "log", "-o", f"-k {folder} {QUICK}"]
        subprocess.run(begun, check=True, **account, **quiet)
        yield f"postgresql+psycopg://{OWNER}@/{{name}}?host={folder}"
        subprocess.run([*control, "stop", "-m", "immediate"], check=True, **account, **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
