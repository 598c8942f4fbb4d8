"""English and Chinese say the same: same files, keys, placeholders and formulas."""

import re
from collections import Counter
from string import Formatter

import pytest

from gradflow.places import TEXT
from gradflow.text import LANGUAGES, texts

FORMULA = re.compile(r"\$[^$]+\$")
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"\w+", re.ASCII)
PLACEHOLDER = re.compile(r"{\w+}")  # whose parts have words elsewhere
KEYS = sorted(texts("en"))
# Markdown takes ** after a punctuation mark for an end only where no letter follows.
UNENDED = re.compile(r"\*\*[^*]+[，。：；！？）]\*\*(?=[\w{])")


def placeholders(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(FORMULA.sub("", text)) if name is not None)


def test_same_files():
    english, chinese = ({p.relative_to(TEXT / name) for p in (TEXT / name).rglob("*.*")} for name in LANGUAGES)
    assert english == chinese
    assert {path.name for path in TEXT.iterdir()} == set(LANGUAGES)


def test_same_keys():
    assert set(texts("en")) ^ set(texts("zh")) == set()


@pytest.mark.parametrize("key", KEYS)
def test_same_placeholders_and_formulas(key):
    english, chinese = texts("en")[key], texts("zh")[key]
    assert placeholders(english) == placeholders(chinese)
    assert Counter(FORMULA.findall(english)) == Counter(FORMULA.findall(chinese))


@pytest.mark.parametrize("key", KEYS)
def test_each_in_its_own_language(key):
    english, chinese = texts("en")[key], texts("zh")[key]
    assert not HAN.search(english)
    # a proper name (Adam, ReLU) is the same in both; anything longer is translated
    name, names = (WORD.findall(PLACEHOLDER.sub("", text)) for text in (english, chinese))
    assert HAN.search(chinese) or (name == names and len(name) <= 2)


def test_what_is_strong_in_chinese_ends_where_markdown_sees_it():
    assert UNENDED.search("**{what}：**每往回一层") and not UNENDED.search("**{what}**：每往回一层")
    assert [key for key, text in texts("zh").items() if UNENDED.search(text)] == []
