"""Links from texts to the glossary."""

import pytest

from gradflow.presets.glossary import GLOSSARY
from gradflow.text import LANGUAGES, Words
from gradflow.ui.widgets.terms import entry, linked

EN, ZH = Words("en"), Words("zh")


def test_the_first_mention_leads_to_the_entry():
    text = "The backward signal falls by decades, and the backward signal goes on."
    signal, decade = entry("signal", EN), entry("decade", EN)
    shown = f"The [backward signal]({signal}) falls by [decades]({decade}), and the backward signal goes on."
    assert linked(text, EN) == shown


def test_the_longest_name_wins():
    assert linked("Batch normalization.", EN) == f"[Batch normalization]({entry('batch_normalization', EN)})."


@pytest.mark.parametrize("kept", ["$decade$", "`decade`", "[decade](somewhere)", "**decade**", "decadent"])
def test_code_formulas_links_and_names_stay(kept):
    assert linked(kept, EN) == kept


def test_in_chinese_too():
    assert linked("反向信号下降。", ZH) == f"[反向信号]({entry('signal', ZH)})下降。"
    assert linked("打开“特征值谱”。", ZH) == "打开“特征值谱”。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_linked_term_is_found_by_its_name(language):
    words = Words(language)
    for name, term in GLOSSARY.items():
        said = words(f"term.{name}.name")
        assert (linked(said, words) == f"[{said}]({entry(name, words)})") == term.linked, name
