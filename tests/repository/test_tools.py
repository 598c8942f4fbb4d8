"""Lint, types and layers hold over the whole repository."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "check", "--no-cache", "."], id="lint"),
        pytest.param(["pyright", "--pythonpath", sys.executable], id="types", marks=pytest.mark.slow),
        pytest.param(["lint-imports", "--no-cache"], id="layers"),
    ],
)
def test_holds(command):
    result = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
