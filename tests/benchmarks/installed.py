"""The administrator's page as it is written, in an empty folder instead of /opt/gradflow: an environment of its own,
into which only files with known hashes come, and the service's command until it says that it is ready.

    python -m tests.benchmarks.installed [FOLDER]

It needs a package registry, a gigabyte of disk, and some minutes; so it is a command, and no test.
"""

import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.browser.deployed import is_ready, replaced, service_unit
from tests.browser.ports import free_ports
from tests.repository.test_administrator import LINES
from tests.repository.tree import ROOT, files

WAIT = 120.0  # seconds until it is ready


def install(folder: Path) -> None:
    """The lines of its first chapter, but for Debian's packages: a folder of one's own needs no root."""
    for each in files():
        target = folder / each.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(each, target)
    for line in LINES:
        words = shlex.split(line.removeprefix("sudo "))
        if words[0] == "python3" or words[0].endswith("/pip"):
            begun = time.monotonic()
            program = sys.executable if words[0] == "python3" else str(folder / words[0])
            subprocess.run([program, *words[1:]], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            print(f"{time.monotonic() - begun:6.1f} s  {line}", flush=True)


def serve(folder: Path) -> None:
    """As the service does, with its folders and its port in the place of those of a machine."""
    (port,), begun = free_ports(1), time.monotonic()
    here = {"/opt/gradflow": str(folder), "8501": str(port)}
    command = replaced(service_unit("gradflow.service")["Service"]["ExecStart"], here)
    state = {"XDG_CACHE_HOME": str(folder / "cache"), "STATE_DIRECTORY": str(folder / "state"), "PATH": "/usr/bin:/bin"}
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(shlex.split(command), cwd=folder, env=state, stdout=log, stderr=log)
    try:
        while not is_ready(port):
            if server.poll() is not None or time.monotonic() - begun > WAIT:
                raise RuntimeError((folder / "log.txt").read_text())
            time.sleep(0.5)
        print(f"{time.monotonic() - begun:6.1f} s  {command}, until it is ready")
    finally:
        server.terminate()
        server.wait(timeout=40)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as made:
        install(Path(made))
        serve(Path(made))
