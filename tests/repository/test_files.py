"""Small files, a tidy top level, and nothing in them that belongs to one machine."""

import re

import pytest

from tests.repository.tree import ROOT, files

TOP = {"pyproject.toml", "README.md", "app.py", "pages", "gradflow", "tests", "assets"}
BESIDE = {"LICENSE", "CHANGELOG.md", "README.zh.md", "SECURITY.md", "constraints.txt"}
LONGEST = 200

MACHINE_PATH = re.compile(r"(?<![\w.*}])/(work|root|home|tmp)/")
REGISTRY_HOST = re.compile(r"(pypi|pythonhosted|npmjs)\.(org|com)|(deb|security)\.debian|download\.pytorch")


def test_top_level():
    names = {path.relative_to(ROOT).parts[0] for path in files()}
    assert names >= TOP | BESIDE
    assert {name for name in names if not name.startswith(".")} == TOP | BESIDE


def test_no_file_is_long():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files(".py", ".js", ".css", ".html")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY_HOST], ids=["machine path", "registry host"])
def test_nothing_names_a_machine(pattern):
    text = [path for path in files() if path.suffix not in {".png", ".gif", ".webp"}]
    named = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in text
        for found in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert named == []
