"""A skipped test is a failure in CI, and only there."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.repository.tree import ROOT

SKIPPED = {
    "while running": "import pytest\n\ndef test_later():\n    pytest.skip('no browser')\n",
    "by a mark": "import pytest\n\n@pytest.mark.skip(reason='no browser')\ndef test_later(): ...\n",
    "while importing": "import pytest\n\npytest.importorskip('no_such_package')\n",
}
NO_TEST_RAN = 5


@pytest.mark.parametrize("source", SKIPPED.values(), ids=SKIPPED)
@pytest.mark.parametrize("ci", ["true", ""])
def test_a_skip_fails_in_ci(source, ci, tmp_path):
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "test_skipped.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path]
    result = subprocess.run(command, cwd=tmp_path, env={**os.environ, "CI": ci}, capture_output=True, text=True)
    if ci:
        assert result.returncode in (1, 2), result.stdout
        assert "skipped in CI" in result.stdout
    else:
        assert result.returncode in (0, NO_TEST_RAN), result.stdout
