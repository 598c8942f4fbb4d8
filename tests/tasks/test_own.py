"""A table becomes a task by plain rules, and is gone with its owner."""

import gc
import pickle

import numpy as np
import pytest

from gradflow import Experiment
from gradflow.tasks import LENT, MOST_SAMPLES, data_of, probes_of
from gradflow.tasks.lent import carried, lend_again
from gradflow.tasks.own import MOST_CATEGORIES, MOST_INPUTS, MOST_ROWS, Answers
from gradflow.tasks.own.in_time import in_time
from gradflow.tasks.own.lines import FEWEST_ROWS
from gradflow.tasks.own.prepare import sizes_of
from tests.tasks.owned import diabetes, iris, owned, rows, wave, wine, word


def test_flowers_are_a_classification():
    own = owned(iris())
    assert (own.task.objective, own.task.classes) == ("classification", ("setosa", "versicolor", "virginica"))
    assert (own.task.inputs, own.task.outputs, own.rows, own.left_out) == (4, 3, 150, {})
    assert data_of(own.name).targets.sum() == len(data_of(own.name).inputs) == 120


@pytest.mark.parametrize(
    ("target", "kind", "classes"),
    [
        (lambda row: row % 3, "classification", ("0", "1", "2")),
        (lambda row: (-1.0, 10.0, 9.0)[row % 3], "classification", ("-1", "9", "10")),
        (lambda row: ("no", "yes")[row % 2], "classification", ("no", "yes")),
        (lambda row: row % 11, "regression", ()),
        (lambda row: (0.5, 1)[row % 2], "regression", ()),
    ],
)
def test_the_kind_follows_from_the_target(target, kind, classes):
    task = owned(rows(60, wave, target)).task
    assert (task.objective, task.classes) == (kind, classes)


def test_another_column_can_be_learned():
    own = owned(iris(), target=0)
    assert own.task.objective == "regression" and own.task.columns == ("x1", "x2", "x3", "species")
    assert own.task.inputs == 3 + 3


def test_categories_are_one_hot_and_two_are_one_input():
    own = owned(rows(60, lambda row: word(row % 5), lambda row: ("m", "f")[row % 2], wave))
    assert own.task.inputs == 5 + 1
    assert all(len(np.unique(column)) == 2 for column in own.task.data.inputs.T)


@pytest.mark.parametrize("content", [iris(), wine(), diabetes()])
def test_training_inputs_are_standardized_and_the_rest_by_the_same_numbers(content):
    data = owned(content).task.data
    np.testing.assert_allclose(data.inputs.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(data.inputs.std(axis=0), 1, atol=1e-5)
    assert all(part.dtype == np.float32 and np.isfinite(part).all() for part in data)
    assert np.abs(data.held_out_inputs.mean(axis=0)).max() > 1e-3


def test_a_number_that_is_nearly_constant_has_a_floor():
    """One row in 2000 differs: in units of its own standard deviation it would be 45, held out it would be infinite."""
    data = owned(rows(2000, wave, lambda row: int(row == 700), wave)).task.data
    assert 0 < max(np.abs(data.inputs[:, 1]).max(), np.abs(data.held_out_inputs[:, 1]).max()) <= 32


def test_what_cannot_be_used_is_left_out_and_named():
    def sometimes(row: int) -> str:
        return "" if row % 2 else wave(row)

    def seldom(row: int) -> str:
        return "" if row % 10 == 3 else wave(row)

    own = owned(rows(100, lambda row: row + 1, word, sometimes, lambda _: "x", seldom, wave))
    names = {"counting": ("column0",), "wordy": ("column1",), "sparse": ("column2",), "constant": ("column3",)}
    assert own.left_out == names
    assert (own.rows_left_out["missing"], own.task.columns) == (10, ("column4",))


def test_row_numbers_stay_where_there_is_nothing_else():
    assert owned(rows(60, lambda row: row, wave)).task.inputs == 1


@pytest.mark.parametrize("count", [*range(FEWEST_ROWS, 400), MOST_ROWS - 1, MOST_ROWS])
def test_both_parts_have_usual_sizes_and_little_is_spared(count):
    training, held_out = sizes_of(count)
    assert training <= MOST_SAMPLES and held_out >= 4
    assert count - training - held_out <= max(1, count // 32)
    assert count < 64 or 0.7 <= training / count <= 0.8


def test_there_are_few_sizes():
    assert len({sizes_of(count)[0] for count in range(FEWEST_ROWS, MOST_ROWS + 1)}) <= 8 * 7 + 1


def test_the_widest_table_fits():
    own = owned(rows(60, *[wave] * (MOST_INPUTS - MOST_CATEGORIES), lambda row: word(row % MOST_CATEGORIES), wave))
    assert own.task.inputs == MOST_INPUTS


def test_equal_data_is_one_task_and_other_data_another():
    one, same, other = owned(iris()), owned(iris().replace(b"\n", b"\r\n")), owned(iris(), target=1)
    renamed = owned(iris().replace(b"setosa", b"iris-setosa"))
    assert one.task is same.task and one.name == same.name
    assert len({one.name, other.name, renamed.name}) == 3


def test_the_task_is_gone_with_the_last_who_holds_it():
    held = owned(rows(77, wave, word and wave, wave))
    name = held.name
    experiment = Experiment(task=name)
    assert name in LENT and probes_of(name).shape[1] == 2
    del held
    gc.collect()
    assert name not in LENT
    with pytest.raises(KeyError):
        data_of(name)
    with pytest.raises(ValueError, match=f"task = '{name}'"):
        experiment.replace(depth=3)


@pytest.mark.parametrize("row", ["example", "step", "sequence"])
def test_it_can_be_carried_to_another_process(row):
    own = owned(rows(60, wave, wave)) if row == "example" else in_time(rows(60, wave, wave, wave), Answers(row=row))
    carried_along = pickle.loads(pickle.dumps(carried(own.name)))
    held = lend_again("own-elsewhere", carried_along)
    assert carried("own-elsewhere") is held is carried_along
    for there, here in zip(held.data, own.task.data, strict=True):
        np.testing.assert_array_equal(there, here)
    if row != "example":
        drawn = (each.draw(np.random.default_rng(0), 3, own.task.length or 4, True) for each in (held, own.task))
        for there, here in zip(*drawn, strict=True):
            np.testing.assert_array_equal(there, here)
    assert carried("digits") is None
