"""What is learned of a learner's own data: a line, a plane, a table of classes or a cloud."""

import re

import numpy as np
import pytest

from gradflow.figures import learned
from gradflow.figures.probes.look import DatedLook
from gradflow.tasks import probes_of, task_of
from gradflow.text import LANGUAGES, Words
from tests.figures.received import drawn
from tests.figures.samples import sample
from tests.tasks.owned import diabetes, iris, owned, rows, wave

EN = Words("en")
TABLES = {
    "line of a number": diabetes(1),
    "line of two classes": rows(60, wave, lambda row: ("<b>no", "yes")[row % 2]),
    "plane of a number": diabetes(2),
    "plane of two classes": rows(60, wave, wave, lambda row: ("no", "yes")[row % 2]),
    "plane of three classes": iris(2),
    "classes": iris(),
    "classes over one input": iris(1),
    "cloud": diabetes(3),
    "64 inputs": rows(60, *[wave] * 64, lambda row: row % 4),
}


def answers(task: str) -> np.ndarray:
    said = np.random.default_rng(0).uniform(0.01, 1, (len(probes_of(task)), task_of(task).outputs))
    return said.astype(np.float32)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_plotly_takes_it(table, language):
    held, words = owned(TABLES[table]), Words(language)
    trace = sample(40, task=held.name)
    for said in (answers(held.name), np.full_like(answers(held.name), np.nan)):
        for width in ("wide", "narrow"):
            drawn(learned(trace, DatedLook(38, said), words), width)
    figure = learned(trace, DatedLook(38, answers(held.name)), words)
    assert re.search(r"\d", figure.label.removeprefix(words("look.step", step=37)))
    drawn(learned(trace, None, words))


def test_right_answers_are_on_the_diagonal():
    held = owned(iris())
    right = held.task.data.held_out_targets
    figure = learned(sample(40, task=held.name), DatedLook(38, right), EN)
    [table] = drawn(figure).data
    np.testing.assert_array_equal(table.z, np.eye(3))
    counted = np.array(table.text, int)
    assert list(table.x) == ["setosa", "versicolor", "virginica"] and counted.trace() == counted.sum() == len(right)
    assert figure.label.endswith(f"{len(right)} of {len(right)}.")


def test_of_answers_that_are_not_there_yet_nothing_is_coloured():
    held = owned(iris())
    [table] = drawn(learned(sample(40, task=held.name), None, EN)).data
    assert np.isnan(np.array(table.z, float)).all()


def test_the_plane_shows_the_most_probable_of_three_classes():
    held = owned(iris(2))
    probes, data = probes_of(held.name), held.task.data
    nearest = ((probes[:, None] - data.inputs[None]) ** 2).sum(axis=2).argmin(axis=1)
    figure = learned(sample(40, task=held.name), DatedLook(38, data.targets[nearest]), EN)
    map_, _, *points = drawn(figure).data
    assert set(np.unique(map_.z)) == {0, 1, 2} and [p.name for p in points] == list(held.task.classes)
    right, shown = (int(number) for number in figure.label.rstrip(".").split(": ")[-1].split(" of "))
    assert right > 0.8 * shown


def test_a_name_is_not_markup():
    held = owned(TABLES["line of two classes"])
    figure = drawn(learned(sample(40, task=held.name), DatedLook(38, answers(held.name)), EN))
    assert "yes" in figure.layout.yaxis.title.text and "column0" in figure.layout.xaxis.title.text
    reverse = owned(rows(60, wave, lambda row: ("a", "b<b>")[row % 2]))
    figure = drawn(learned(sample(40, task=reverse.name), DatedLook(38, answers(reverse.name)), EN))
    assert "b&lt;b&gt;" in figure.layout.yaxis.title.text
