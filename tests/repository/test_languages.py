"""English and Chinese say the same: same files, keys, placeholders and formulas."""

import re
from collections import Counter
from itertools import groupby
from string import Formatter

import pytest

from gradflow.places import TEXT
from gradflow.text import LANGUAGES, texts

FORMULA = re.compile(r"\$[^$]+\$")
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"\w+", re.ASCII)
PLACEHOLDER = re.compile(r"{\w+}")  # whose parts have words elsewhere
KEYS = {group: [*keys] for group, keys in groupby(sorted(texts("en")), lambda key: key.partition(".")[0])}
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


# A test for each group of keys, which names all that are wrong: one for each of thousands takes longer to be found,
# by every worker, than to be made.
@pytest.mark.parametrize("group", KEYS)
def test_same_placeholders_and_formulas(group):
    said = {key: (texts("en")[key], texts("zh")[key]) for key in KEYS[group]}
    assert [key for key, (english, chinese) in said.items() if placeholders(english) != placeholders(chinese)] == []
    formulas = {key: [Counter(FORMULA.findall(text)) for text in both] for key, both in said.items()}
    assert [key for key, (english, chinese) in formulas.items() if english != chinese] == []


@pytest.mark.parametrize("group", KEYS)
def test_each_in_its_own_language(group):
    assert [key for key in KEYS[group] if HAN.search(texts("en")[key])] == []
    assert [key for key in KEYS[group] if not is_translated(texts("en")[key], texts("zh")[key])] == []


def is_translated(english: str, chinese: str) -> bool:
    """A proper name (Adam, ReLU) is the same in both; anything longer is translated."""
    name, names = (WORD.findall(PLACEHOLDER.sub("", text)) for text in (english, chinese))
    return bool(HAN.search(chinese)) or (name == names and len(name) <= 2)


def test_what_is_strong_in_chinese_ends_where_markdown_sees_it():
    assert UNENDED.search("**{what}：**每往回一层") and not UNENDED.search("**{what}**：每往回一层")
    assert [key for key, text in texts("zh").items() if UNENDED.search(text)] == []
