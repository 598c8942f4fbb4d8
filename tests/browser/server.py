"""A server of the app and the browser that looks at it, for tests, pictures and benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
    " --process-per-site"  # pages share what has been compiled of their scripts: a page opens in half the time
)
SERVER = ("--server.headless=true", "--server.fileWatcherType=none", "--runner.postScriptGC=false")
START = 180  # seconds a server may take


def chromium(playwright: Playwright) -> str:
    """Where the browser is, or would be."""
    found = os.environ.get("GRADFLOW_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or playwright.chromium.executable_path


def started(key: tuple[str, ...], log: Path, port: int | None = None) -> tuple[str, subprocess.Popen[bytes]]:
    """The address of a new server of key = (script, *its arguments), once it answers, and its process."""
    script, *args = key
    url = f"http://127.0.0.1:{port or _free_port()}"
    address = ("--server.address=127.0.0.1", f"--server.port={url.rpartition(':')[2]}")
    command = [sys.executable, "-m", "streamlit", "run", script, *SERVER, *address, "--", *args]
    rooms = {"GRADFLOW_DATABASE": f"sqlite:///{log.resolve().with_name('rooms.sqlite')}"}  # not those of who runs this
    environment = rooms | os.environ | {"PYTHONPATH": str(ROOT)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + START
    while not _healthy(url):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise RuntimeError(f"the server for {script} did not start:\n{log.read_text()}")
        time.sleep(0.1)
    return url, process


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
