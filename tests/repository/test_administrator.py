"""The page for administrators, and the teacher's: what they say to type is there, and is taken."""

import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from gradflow.cli import main
from gradflow.ui.settings import DRAIN
from tests.repository.tree import ROOT

DEPLOY = ROOT / "assets" / "deploy"
PAGE = (DEPLOY / "README.md").read_text(encoding="utf-8")
LINES = [
    line for block in re.findall(r"^```sh\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL) for line in block.splitlines()
]
SERVED = [
    line.partition("gradflow ")[2]
    for path in (ROOT / "README.md", *sorted(DEPLOY.glob("*.service")))
    for line in re.findall(
        r"^(?:ExecStart=/opt/gradflow/)?\.venv/bin/gradflow serve.*$", path.read_text(encoding="utf-8"), re.M
    )
]


def test_files_that_are_copied_or_installed_are_there():
    copied = [words[2] for words in map(shlex.split, LINES) if words[:2] == ["sudo", "cp"]]
    assert sorted(set(copied)) == [
        f"assets/deploy/{name}" for name in ("gradflow.service", "gradflow@.service", "nginx.conf")
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_it_installs_as_the_hashed_file_says():
    head = [line for line in (DEPLOY / "requirements.txt").read_text(encoding="utf-8").splitlines() if line[0] == "#"]
    said = [line.strip("# ") for line in head if "pip install" in line]
    assert [line.removeprefix("sudo .venv/bin/") for line in LINES if "pip install" in line] == said


def test_the_packages_and_the_address_are_those_of_the_service():
    (apt,) = [line for line in LINES if "apt-get" in line]
    assert apt.split()[-2:] == ["python3-venv", "nginx"]
    (asked,) = [line for line in LINES if line.startswith("curl")]
    unit = (DEPLOY / "gradflow.service").read_text(encoding="utf-8")
    assert asked.endswith("http://127.0.0.1:8501/gradflow/readyz")
    assert "serve --port 8501 --base-path gradflow " in unit and "/opt/gradflow" in unit and "cd /opt/gradflow" in LINES


@pytest.mark.parametrize("words", SERVED)
def test_what_serves_a_class_is_taken(words: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(DRAIN, "")  # put back afterwards
    started: list[object] = []
    shell = import_module("gradflow.shell.serve")
    monkeypatch.setattr(shell, "start", lambda *said, **_: started.append(said))
    result = CliRunner().invoke(main, shlex.split(words.replace("%i", "8502")))
    assert result.exit_code == 0 and len(started) == 1, result.output


def test_there_are_three_of_them():
    assert len(SERVED) == 3 and Path(DEPLOY / "README.zh.md").exists()
