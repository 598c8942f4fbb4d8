"""What is stated to those who run and use gradflow claims only what a test holds, in both languages alike."""

import ast
import re
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

STATEMENTS = ROOT / "assets" / "statements"
FILES = [ROOT / "SECURITY.md", *sorted(STATEMENTS.glob("*.md"))]
HELD = re.compile(r"## (?:What is promised|Held by tests|由测试保证)\n(.*?)(?:\n## |\Z)", re.DOTALL)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def claims(path: Path) -> list[str]:
    (held,) = HELD.findall(path.read_text(encoding="utf-8"))
    return [claim for claim in re.split(r"^- ", held, flags=re.MULTILINE) if claim.strip()]


def named_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_claim_names_a_test_that_there_is(path: Path) -> None:
    found = {claim: TEST.findall(claim) for claim in claims(path)}
    assert len(found) >= 5 and all(found.values())
    assert [f"{file}::{name}" for named in found.values() for file, name in named if name not in named_in(file)] == []


@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_both_languages_claim_the_same(name: str) -> None:
    english, chinese = (STATEMENTS / f"{name}{ending}.md" for ending in ("", ".zh"))
    assert [TEST.findall(claim) for claim in claims(english)] == [TEST.findall(claim) for claim in claims(chinese)]
    names = [re.findall(r"`(\w[\w.]+)`", path.read_text(encoding="utf-8")) for path in (english, chinese)]
    assert names[0] == names[1]
