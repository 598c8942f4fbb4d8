"""A wheel built from the repository holds the app and runs it."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.benchmarks.learner import Learner
from tests.browser.deployed import is_ready, service_unit
from tests.repository.tree import ROOT, files

pytestmark = pytest.mark.slow

APP = ("app.py", "pages/", "assets/text/", ".streamlit/config.toml")

OPEN_THE_FIRST_PAGE = """
import os
import gradflow.places
from streamlit.testing.v1 import AppTest

assert "_app" in gradflow.places.ROOT.parts, gradflow.places.ROOT
page = AppTest.from_file(str(gradflow.places.ROOT / "app.py"), default_timeout=60).run()
assert not page.exception, page.exception
assert page.main.children, "an empty page"
os._exit(0)  # at once: a program may still be compiling in a thread of the app
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which nothing but the wheel is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", folder / "site", wheel], check=True)
    return folder / "site"


def test_holds_every_file_the_app_reads(installed):
    everything = [path.relative_to(ROOT).as_posix() for path in files()]
    package = [name for name in everything if name.startswith("gradflow/")]
    app = [name for name in everything if name.startswith(APP)]
    assert [name for name in package if not (installed / name).exists()] == []
    assert [name for name in app if not (installed / "gradflow/_app" / name).exists()] == []


def test_opens_its_first_page(installed, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", OPEN_THE_FIRST_PAGE]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_is_live_and_ready_as_the_service_starts_it(installed, tmp_path):
    """What moves comes by its websocket, from the command that the wheel installs, with the words of the unit."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = service_unit("gradflow.service")["Service"]["ExecStart"].replace("8501", str(port)).split()[1:]
    command = [sys.executable, "-m", "gradflow", *words]
    learner = Learner("steps=2000")
    with (tmp_path / "log.txt").open("wb") as said:
        server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=said, stderr=said)
    try:
        for _ in range(600):
            with suppress(OSError):
                asyncio.run(learner.watch(f"http://127.0.0.1:{port}/gradflow", time.monotonic() + 20))
                break
            time.sleep(0.1)
        assert len(learner.frames) > 5, (tmp_path / "log.txt").read_text()
        until = time.monotonic() + 60
        while not is_ready(port):
            assert time.monotonic() < until, (tmp_path / "log.txt").read_text()
            time.sleep(0.2)
    finally:
        server.terminate()
        server.wait(timeout=20)
