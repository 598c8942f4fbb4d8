"""A real browser, and servers for it: fixtures shared by every test that looks at a page.

Chromium is the one GRADFLOW_CHROMIUM names, or one on the PATH, or Playwright's own; without any,
these tests are skipped and say so.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
SERVER = ("--server.headless=true", "--server.fileWatcherType=none", "--runner.postScriptGC=false")
START = 180  # seconds a server may take

Serve = Callable[..., str]


def chromium(playwright: Playwright) -> str:
    """Where the browser is, or would be."""
    found = os.environ.get("GRADFLOW_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or playwright.chromium.executable_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        executable = chromium(playwright)
        if not Path(executable).exists():
            pytest.skip("no Chromium: set GRADFLOW_CHROMIUM, or run `playwright install chromium`")
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What the page complained about; a test that provokes errors empties it."""
    return []


@pytest.fixture
def page(browser: Browser, console_errors: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a fresh context. It fails the test that leaves an error in the console.

    Parameters of the context (viewport, color_scheme, …):
    @pytest.mark.parametrize("page", [{"color_scheme": "dark"}], indirect=True)
    """
    options: dict[str, Any] = {"viewport": {"width": 1200, "height": 900}} | getattr(request, "param", {})
    context = browser.new_context(**options)
    context.set_default_timeout(120_000)  # a busy machine is slow, not wrong
    page = context.new_page()
    page.on("console", lambda message: console_errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: console_errors.append(error.stack or str(error)))
    yield page
    context.close()
    assert console_errors == []


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """serve(script, *args): the address of a Streamlit server that runs the script; one server for equal calls."""
    running: dict[tuple[str, ...], tuple[str, subprocess.Popen[bytes]]] = {}

    def start(script: str | Path, *args: str) -> str:
        key = (str(script), *args)
        if key not in running:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            running[key] = _started(key, log)
        return running[key][0]

    yield start
    for _, process in running.values():
        process.terminate()
    for _, process in running.values():
        process.wait(timeout=20)


def _started(key: tuple[str, ...], log: Path) -> tuple[str, subprocess.Popen[bytes]]:
    script, *args = key
    url = f"http://127.0.0.1:{_free_port()}"
    address = ("--server.address=127.0.0.1", f"--server.port={url.rpartition(':')[2]}")
    command = [sys.executable, "-m", "streamlit", "run", script, *SERVER, *address, "--", *args]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + START
    while not _healthy(url):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            pytest.fail(f"the server for {script} did not start:\n{log.read_text()}")
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
