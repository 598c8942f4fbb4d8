"""What the papers of the house say of it is so."""

import re

import pytest

from tests.repository.tree import ROOT, project

HOUSE = ROOT / "gradflow" / "README.md"
DECISIONS = sorted((ROOT / "gradflow" / "decisions").glob("*.md"))
LONGEST = 84  # lines
PARTS = ["Context", "Choice", "Price", "What would change it"]

QUOTED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.*/]+/|(?:[\w.*]+/)*[\w*]+\.(?:py|toml|js|css|md|txt)|(?:[\w*]+/)+[\w*]+")
FOLDERS = [ROOT, ROOT / "gradflow", ROOT / "assets" / "text" / "en"]  # paths begin in one
ENTRIES = [
    pytest.param(title, body, id=f"{path.stem}: {title}")
    for path in DECISIONS
    for title, body in re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", path.read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("paper", [HOUSE, *DECISIONS], ids=lambda path: path.stem)
def test_every_path_that_is_named_exists(paper):
    named = {path for path in QUOTED.findall(paper.read_text(encoding="utf-8")) if PATH.fullmatch(path)}
    assert {path for path in named if not any(any(folder.glob(path)) for folder in FOLDERS)} == set()


def test_the_layers_are_the_linters():
    rule = next(line for line in HOUSE.read_text(encoding="utf-8").splitlines() if line.startswith("- Imports point"))
    listed = rule.partition(": ")[2].partition(". ")[0].split(" / ")
    said = [set(QUOTED.findall(layer)[0].split(", ")) for layer in listed]
    layers = next(c["layers"] for c in project()["tool"]["importlinter"]["contracts"] if c.get("exhaustive"))
    assert said == [set(layer.split(" | ")) for layer in layers]


def test_the_house_is_read_in_one_sitting():
    assert len(HOUSE.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize(("title", "body"), ENTRIES)
def test_a_decision_has_a_date_and_all_its_parts(title, body):
    assert re.fullmatch(r"20\d\d-[01]\d-[0-3]\d · \S.*", title)
    parts = re.findall(r"^\*\*(.+?)\.\*\* \S", body, re.MULTILINE)
    assert parts == PARTS


def test_decisions_are_filed_by_subject():
    assert len(ENTRIES) > 60
    assert all(path.read_text(encoding="utf-8").startswith("# ") for path in DECISIONS)
