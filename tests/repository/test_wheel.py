"""A wheel built from the repository holds the app and runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
