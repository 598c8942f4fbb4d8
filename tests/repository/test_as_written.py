"""What the teacher's chapter and the administrator's page say to type, typed in a folder of its own."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gradflow.classroom.classroom import Classroom
from tests.classroom.klass import Class
from tests.repository.tree import ROOT

pytestmark = pytest.mark.slow

CHAPTER = (ROOT / "README.md").read_text(encoding="utf-8").partition("## For teachers")[2].partition("\n## ")[0]
LINES = re.findall(r"^\.venv/bin/gradflow room .*$", CHAPTER, re.MULTILINE)


def test_a_teacher_takes_the_hour_along_reads_it_and_deletes_it_by_the_lines_of_the_readme(tmp_path: Path) -> None:
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    klass = Class(classroom, *classroom.rooms.open("signal"))
    klass.join("ann")
    klass.go("begin", "vote")
    klass.answer("ann")
    assert [line.split()[2] for line in LINES] == ["export", "export", "retell", "delete"]
    said = os.environ | {"GRADFLOW_DATABASE": f"sqlite:///{tmp_path}/rooms.sqlite", "PYTHONPATH": str(ROOT)}
    for line in LINES:
        typed = line.replace(".venv/bin/gradflow", f"{sys.executable} -m gradflow").replace("ABC234", klass.code)
        subprocess.run(typed, shell=True, check=True, cwd=tmp_path, env=said, stdout=subprocess.DEVNULL)
    with (tmp_path / "answers.csv").open(encoding="utf-8") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["-12.0"]
    assert (tmp_path / "hour.md").read_text(encoding="utf-8").startswith("# ")
    assert classroom.rooms.get(klass.code) is None
    classroom.close()


def test_pip_takes_the_file_of_hashes_as_the_administrator_s_page_says_without_a_network() -> None:
    """Against what is installed here, of the same versions: it is read whole, and nothing is missing."""
    asked = ["install", "--require-hashes", "-r", "assets/deploy/requirements.txt", "--dry-run", "--no-index"]
    found = subprocess.run([sys.executable, "-m", "pip", *asked], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    assert found.stdout.count("Requirement already satisfied") > 30 and "Would install" not in found.stdout
