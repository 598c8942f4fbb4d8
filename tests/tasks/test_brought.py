"""Every file that people bring is read right, or asked about, never silently wrong."""

import re
from pathlib import Path

import pytest
import sklearn.datasets

from gradflow.reading import read_as
from gradflow.tasks.own import Own, own
from gradflow.text import LANGUAGES, Words, texts
from tests.tasks.brought import BROUGHT

SHIPPED = Path(sklearn.datasets.__file__).parent / "data"
KINDS = {"classes": "classification", "number": "regression"}
QUIET = {"encoding", "unnamed"}  # said of any file


def first(held: Own, name: str, count: int) -> tuple:
    [column] = [column for column in held.columns if column.name == name]
    cells = column.cells[:count] if column.numbers is None else column.numbers[:count]
    return tuple(cell if read else None for cell, read in zip(cells, column.cells, strict=False))


def said(held: Own) -> set[str]:
    """The codes of the sentences about how it was read, by what all their places are filled with."""
    patterns = {
        key.removeprefix("own.read."): re.sub(r"\\{\w+\\}", ".*", re.escape(text))
        for key, text in texts("en").items()
        if key.startswith("own.read.")
    }
    spoken = read_as(held, Words("en"))
    return {code for code, pattern in patterns.items() if any(re.fullmatch(pattern, each) for each in spoken)}


@pytest.mark.parametrize("case", BROUGHT)
def test_it_is_read_right(case):
    brought = BROUGHT[case]
    held = own(brought.content)
    assert [column.name for column in held.columns] == brought.names.split("|")
    assert {name: first(held, name, len(cells)) for name, cells in brought.first.items()} == brought.first
    assert held.task.objective == KINDS[brought.kind]
    assert brought.classes in ("", " ".join(held.task.classes))
    roles = brought.roles or " ".join(["input"] * (len(held.columns) - 1) + ["target"])
    assert " ".join(held.roles) == roles
    assert said(held) - QUIET == set(brought.said.split()) - QUIET


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_described_in_sentences(language):
    for brought in BROUGHT.values():
        sentences = read_as(own(brought.content), Words(language))
        assert all(sentence[-1] in ".。" and "{" not in sentence for sentence in sentences)


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.csv")), ids=lambda path: path.name)
def test_what_comes_with_scikit_learn_is_read(file):
    held = own(file.read_bytes())
    kind, classes, inputs, rows = {
        "breast_cancer.csv": ("classification", {"malignant", "benign"}, 30, 568),
        "iris.csv": ("classification", {"setosa", "versicolor", "virginica"}, 4, 150),
        "linnerud_exercise.csv": ("regression", set(), 2, 20),
        "linnerud_physiological.csv": ("regression", set(), 2, 20),
        "wine_data.csv": ("classification", {"class_0", "class_1", "class_2"}, 13, 176),
    }[file.name]
    assert (held.task.objective, set(held.task.classes), held.task.inputs, held.rows) == (kind, classes, inputs, rows)
