"""range_test and cross_validate: the numbers of the runs they are made of."""

import numpy as np
import pytest

import gradflow
from gradflow.comparison.rates import range_of
from gradflow.experiment import Experiment
from gradflow.networks import MLP, RNN

SMALL = Experiment(task="moons", batch_size=32, steps=40).replace(depth=4, width=16, activation="tanh")


def test_a_range_test_is_a_row_a_step_of_one_run() -> None:
    heard: list[tuple[int, int]] = []
    table, found = gradflow.range_test(SMALL, 1e-4, 1.0, progress=lambda made, of: heard.append((made, of)))
    trace = gradflow.train(range_of(SMALL, 1e-4, 1.0))
    np.testing.assert_allclose(table["loss"], trace.loss, rtol=1e-6)
    assert table["step"].tolist() == list(range(40)) and heard == [(20, 40), (40, 40)]
    assert table["learning_rate"].iloc[[0, -1]].tolist() == pytest.approx([1e-4, 1.0])
    assert found.rates.tolist() == table["learning_rate"].tolist()


def test_changes_and_the_schedule_of_before_are_left_out_of_a_range_test() -> None:
    changed = SMALL.replace(schedule="cosine", learning_rate=7.0).with_change(3, normalization="batch")
    assert range_of(changed) == range_of(SMALL)


@pytest.mark.parametrize(
    ("low", "high", "named"), [(1, 0.1, "low = 1"), (0, 1, "low = 0"), (1e-3, 1e3, "learning_rate")]
)
def test_rates_that_cannot_be_are_refused(low: float, high: float, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        gradflow.range_test(SMALL, low, high)


def test_cross_validation_is_the_range_over_runs_of_each_fold() -> None:
    table = gradflow.cross_validate(SMALL, folds=3, learning_rate=[0.01, 0.3])
    for row in table.to_dict("records"):
        runs = [gradflow.train(SMALL.replace(folds=3, fold=f, learning_rate=row["learning_rate"])) for f in (1, 2, 3)]
        looked = sorted(float(run.held_out_loss[-1]) for run in runs)
        found = [row[f"held_out_loss{end}"] for end in ("_low", "", "_high")]
        assert found == pytest.approx(looked, rel=1e-5) and looked[0] < looked[2]
        assert (row["folds"], row["broken"]) == (3, 0)


def test_other_fields_are_searched_too_and_a_run_that_breaks_is_counted() -> None:
    axes = {"optimizer": ["sgd", "adam"], "learning_rate": [0.1, 100.0]}
    table = gradflow.cross_validate(SMALL.replace(activation="relu", initializer="he_normal"), folds=2, **axes)
    assert list(table.columns[:4]) == ["optimizer", "learning_rate", "folds", "broken"] and len(table) == 4
    broken = {(row["optimizer"], row["learning_rate"]): row["broken"] for row in table.to_dict("records")}
    assert broken["sgd", 0.1] == broken["adam", 0.1] == 0 < broken["sgd", 100.0]


@pytest.mark.slow
def test_sequences_made_up_anew_are_validated_on_other_draws() -> None:
    recurrent = Experiment(task="recall", network=RNN(hidden_size=16, sequence_length=8), batch_size=32, steps=20)
    table = gradflow.cross_validate(recurrent, folds=2, learning_rate=[0.01])
    low, high = (float(table[f"held_out_loss_{end}"].iloc[0]) for end in ("low", "high"))
    assert low < high
    assert gradflow.range_test(recurrent)[1].guess == pytest.approx(np.log(8), abs=0.05)


def test_one_fold_of_a_run_changes_nothing_but_the_data() -> None:
    whole, fold = SMALL, SMALL.replace(folds=3, fold=2)
    assert np.array_equal(gradflow.inspect(whole).weights[0], gradflow.inspect(fold).weights[0])
    assert isinstance(fold.network, MLP) and fold.replace(folds=1).data == whole.data
