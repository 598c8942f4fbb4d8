"""A skipped test is a failure in CI, and only there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

SKIPPED = {
    "while_running": "import pytest\n\ndef test_later():\n    pytest.skip('no browser')\n",
    "by_a_mark": "import pytest\n\n@pytest.mark.skip(reason='no browser')\ndef test_later(): ...\n",
    "while_importing": "import pytest\n\npytest.importorskip('no_such_package')\n",
}
COMMAND = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--continue-on-collection-errors", "-rfEs"]


@pytest.mark.parametrize("ci", ["true", ""])
def test_a_skip_fails_in_ci(ci: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    for name, source in SKIPPED.items():
        (tmp_path / f"test_{name}.py").write_text(source)
    command, environment = [*COMMAND, "--rootdir", tmp_path, tmp_path], {**os.environ, "CI": ci}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    found = re.findall(r"^(FAILED|ERROR|SKIPPED)\b.*\btest_(\w+)\.py", result.stdout, re.MULTILINE)
    wanted = {"while_running": "FAILED", "by_a_mark": "ERROR", "while_importing": "ERROR"}
    assert {name: outcome for outcome, name in found} == (wanted if ci else dict.fromkeys(wanted, "SKIPPED"))
    assert result.stdout.count("skipped in CI") >= (3 if ci else 0) and (result.returncode != 0) == bool(ci)
