"""What fails in a browser is tried once more, in another page, and named; whatever fails elsewhere has failed."""

import subprocess
import sys
from pathlib import Path

import pytest

from gradflow.places import ROOT

CONFTEST = """
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from tests.browser import conftest
from tests.browser.conftest import *

conftest.HERE = Path(__file__).parent / "browser"

@pytest.fixture(scope="package")
def context_of():
    return lambda **options: MagicMock()
"""
INSIDE = """
import pytest

seen = []
pytestmark = pytest.mark.usefixtures("same_page")

def test_fails_once(page):
    seen.append(page)
    assert len(seen) == 2

def test_complains_once(page, console_errors):
    seen.append(page)
    console_errors += [] if len(seen) == 4 else ["oh"]

def test_has_no_page_of_a_test_that_failed(page):
    assert seen[0] is not seen[1] is seen[2] is not seen[3] is page

def test_fails_always(page):
    assert False
"""
OUTSIDE = "def test_fails_elsewhere(): assert False"


@pytest.mark.slow
@pytest.mark.parametrize("workers", [[], ["-n", "1", "--dist", "loadfile"]], ids=["alone", "beside"])
def test_it_is_tried_once_more_in_another_page_and_named(tmp_path: Path, workers: list[str]) -> None:
    (tmp_path / "browser").mkdir()
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "browser" / "test_inside.py").write_text(INSIDE)
    (tmp_path / "test_outside.py").write_text(OUTSIDE)
    where = "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"
    command = [sys.executable, "-m", "pytest", *where, *workers, str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert "2 failed, 4 passed, 3 rerun" in said, said
    again = {line.split("::")[-1].split()[0] for line in said.splitlines() if line.startswith("RERUN")}
    assert again == {"test_fails_once", "test_complains_once", "test_fails_always"}
