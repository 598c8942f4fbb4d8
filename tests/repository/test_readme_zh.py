"""The README in Chinese is the README: the same sections, commands, examples, pictures and files."""

import re
from collections import Counter
from pathlib import Path

import pytest

from gradflow.casebook.registry import cases
from gradflow.presets import PRESETS
from gradflow.repairs import REPAIRS
from tests.repository.tree import ROOT

FOLDERS = ROOT, ROOT / "assets" / "deploy"
TEXTS = {
    each: tuple((each / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")) for each in FOLDERS
}
ENGLISH, CHINESE = TEXTS[ROOT]
COMMENT = re.compile(r"  # .*")
SAME = {
    "levels of headings": re.compile(r"^(#+) ", re.MULTILINE),
    "commands": re.compile(r"^```sh\n(.*?)\n```$", re.MULTILINE | re.DOTALL),
    "pictures": re.compile(r"^!\[[^\]]+\]\(([^)]+)\)$", re.MULTILINE),
    "points of a list": re.compile(r"^(- )", re.MULTILINE),
}
EXAMPLE = re.compile(r"^```python\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.mark.parametrize("folder", FOLDERS, ids=["", "deploy"])
@pytest.mark.parametrize("what", SAME)
def test_both_have_the_same(what: str, folder: Path) -> None:
    english, chinese = TEXTS[folder]
    found = SAME[what].findall(english)
    assert (found or folder != ROOT) and SAME[what].findall(chinese) == found


def test_the_examples_are_the_same_but_for_their_comments() -> None:
    english, chinese = ([COMMENT.sub("", each) for each in EXAMPLE.findall(text)] for text in (ENGLISH, CHINESE))
    assert english and chinese == english


@pytest.mark.parametrize("folder", FOLDERS, ids=["", "deploy"])
def test_they_lead_to_the_same_files_and_to_each_other(folder: Path) -> None:
    """Each to those in its language, where there are two."""
    english, chinese = (set(LINK.findall(text)) for text in TEXTS[folder])
    assert [path for path in english | chinese if not (folder / path).exists()] == []
    assert "README.zh.md" in english and "README.md" in chinese
    here, there = ({path.replace(".zh.md", ".md") for path in links} for links in (english, chinese))
    assert here == there
    translated = {
        path for path in english if (folder / path.replace(".md", ".zh.md")).exists() and path.endswith(".md")
    }
    assert not (translated - {"README.md"}) & chinese


@pytest.mark.parametrize("number", ["3.5", "1.85", "1.5", "2 560", "400"])
def test_a_measured_number_stands_in_both(number: str) -> None:
    assert number in ENGLISH and number in CHINESE


CASES = Counter(case.collection for case in cases())
COUNTED = {
    "starting points": (f"**{len(PRESETS)} starting points**", f"**{len(PRESETS)} 个起点**"),
    "repairs": (f"{len(REPAIRS)} broken networks", f"{len(REPAIRS)} 个出了毛病的网络"),
    "cases": (f"**Cases**: {len(cases())} statements", f"**案例**：{len(cases())} 条说法"),
    "claims": (f"{CASES['articles']} claims", f"{CASES['articles']} 条说法"),
    "results": (f"{CASES['published']} results", f"{CASES['published']} 个论文结果"),
    "asked": (f"{CASES['asked']} set-ups", f"{CASES['asked']} 个人们问过的情形"),
}


@pytest.mark.parametrize("what", COUNTED)
def test_they_count_what_there_is(what: str) -> None:
    english, chinese = COUNTED[what]
    assert english in ENGLISH and chinese in CHINESE
