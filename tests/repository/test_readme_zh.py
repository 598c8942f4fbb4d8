"""The README in Chinese is the README: the same sections, commands, examples, pictures and files."""

import re

import pytest

from tests.repository.tree import ROOT

ENGLISH, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
COMMENT = re.compile(r"  # .*")
SAME = {
    "levels of headings": re.compile(r"^(#+) ", re.MULTILINE),
    "commands": re.compile(r"^```sh\n(.*?)\n```$", re.MULTILINE | re.DOTALL),
    "pictures": re.compile(r"^!\[[^\]]+\]\(([^)]+)\)$", re.MULTILINE),
    "points of a list": re.compile(r"^(- )", re.MULTILINE),
}
EXAMPLE = re.compile(r"^```python\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)]+)\)")
EACH_OTHER = {"README.md", "README.zh.md"}


@pytest.mark.parametrize("what", SAME)
def test_both_have_the_same(what: str) -> None:
    found = SAME[what].findall(ENGLISH)
    assert found and SAME[what].findall(CHINESE) == found


def test_the_examples_are_the_same_but_for_their_comments() -> None:
    english, chinese = ([COMMENT.sub("", each) for each in EXAMPLE.findall(text)] for text in (ENGLISH, CHINESE))
    assert english and chinese == english


def test_they_lead_to_the_same_files_and_to_each_other() -> None:
    english, chinese = (set(LINK.findall(text)) for text in (ENGLISH, CHINESE))
    assert english - EACH_OTHER == chinese - EACH_OTHER
    assert "README.zh.md" in english and "README.md" in chinese
    assert [path for path in english | chinese if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("number", ["3.5", "1.85", "1.5", "2 560", "400"])
def test_a_measured_number_stands_in_both(number: str) -> None:
    assert number in ENGLISH and number in CHINESE
