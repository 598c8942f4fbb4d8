"""Everything one can choose has words, and every key the code names is there."""

import ast

import pytest

from gradflow.experiment import described_fields
from gradflow.fields import Choice
from gradflow.networks import FAMILIES
from gradflow.text import SAME_CHOICES, texts
from tests.repository.tree import ROOT, files

DESCRIBED = [described for family in FAMILIES.values() for described in described_fields(family.config).items()]
FIELDS = sorted({name for name, _ in DESCRIBED})
CHOICES = sorted(
    {
        (SAME_CHOICES.get(name, name), option)
        for name, field in DESCRIBED
        if isinstance(field.rule, Choice)
        for option in field.rule.options
    }
)
SOURCES = [ROOT / "app.py", *files(".py", under="pages"), *files(".py", under="gradflow")]


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_a_label_and_help(name):
    assert {f"field.{name}.label", f"field.{name}.help"} <= set(texts("en"))


@pytest.mark.parametrize(("name", "option"), CHOICES)
def test_every_choice_has_a_label_and_a_note(name, option):
    assert {f"choice.{name}.{option}.label", f"choice.{name}.{option}.note"} <= set(texts("en"))


def test_every_choice_with_words_can_be_chosen():
    chosen = {tuple(key.split(".")[1:3]) for key in texts("en") if key.startswith("choice.")}
    assert chosen == set(CHOICES)


def test_every_key_the_code_names_has_words():
    named = {key for path in SOURCES for key in _keys(path.read_text(encoding="utf-8"))}
    assert named - set(texts("en")) == set()


def _keys(source: str) -> set[str]:
    """The literal keys in words("…") and self.words("…", …)."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")).startswith("words")
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


@pytest.mark.parametrize("path", [path for path in SOURCES if "words(" in path.read_text()], ids=lambda p: p.stem)
def test_what_stands_between_two_words_is_a_word_too(path):
    """A comma and a colon are others in Chinese."""
    tree = ast.parse(path.read_text())
    said = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("words")]
    joins = [
        node.func.value.value
        for call in said
        for node in ast.walk(call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join"
        if isinstance(node.func.value, ast.Constant)
    ]
    between = [
        part.value
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and any(call in said for call in ast.walk(node))
        for part in node.values
        if isinstance(part, ast.Constant)
    ]
    marks = [str(mark).strip() for mark in joins + between]
    assert [mark for mark in marks if mark and mark in ",;:"] == []
