"""Folds: together they are the training part, and none is trained on while it is held out."""

import numpy as np
import pytest

import gradflow
from gradflow.engine.layered.samples import chunk_samples
from gradflow.engine.layered.shape import shape_of
from gradflow.experiment import Experiment
from gradflow.networks import MLP, RNN
from gradflow.tasks import TASKS, can_be_cut, data_of, name_of_fold, task_of
from gradflow.tasks.own.in_time.series import series_task
from gradflow.tasks.task import Data, cut

FOLDS = 5
SMALL = MLP(depth=2, width=16)


def rows(*parts: np.ndarray) -> list[bytes]:
    return [row.tobytes() for row in np.hstack(parts)]


@pytest.mark.parametrize("task", TASKS)
def test_the_folds_of_a_task_are_its_training_part_and_of_equal_size(task: str) -> None:
    whole = data_of(task)
    parts = [data_of(name_of_fold(task, fold, FOLDS)) for fold in range(1, FOLDS + 1)]
    held_out = [rows(part.held_out_inputs, part.held_out_targets) for part in parts]
    assert [row for part in held_out for row in part] == rows(whole.inputs, whole.targets)
    assert max(map(len, held_out)) - min(map(len, held_out)) <= 1


@pytest.mark.parametrize("task", TASKS)
def test_a_fold_trains_on_all_others_and_the_task_s_own_held_out_part_is_in_none(task: str) -> None:
    whole = data_of(task)
    everything, unseen = set(rows(whole.inputs, whole.targets)), set(rows(*whole[2:]))
    for fold in range(1, FOLDS + 1):
        part = data_of(name_of_fold(task, fold, FOLDS))
        trained, held_out = set(rows(part.inputs, part.targets)), set(rows(*part[2:]))
        assert trained | held_out == everything and not trained & held_out
        assert not unseen & (trained | held_out)


def test_what_a_run_takes_in_two_epochs_is_never_of_the_fold_it_holds_out() -> None:
    experiment = Experiment(network=SMALL, batch_size=64, folds=FOLDS, fold=3)
    shape, held_out = shape_of(experiment), set(rows(data_of(experiment.data).held_out_inputs))
    seen: set[bytes] = set()
    for first in range(0, 60, 20):  # 60 steps of 64 are three times the 1,150 samples that are left
        samples, batches = chunk_samples(experiment, shape, first, 20)
        seen |= set(rows(np.asarray(samples.inputs)[np.unique(batches)]))
    assert len(seen) == len(data_of(experiment.data).inputs) and not seen & held_out


def test_digits_read_in_order_come_from_the_same_folds() -> None:
    rng, part = np.random.default_rng(0), data_of(name_of_fold("digits", 2, FOLDS))
    read = task_of(name_of_fold("digit_rows", 2, FOLDS)).draw
    trained = read(rng, 400, 8, False).inputs.reshape(400, -1)
    looked_at = read(rng, 400, 8, True).inputs.reshape(400, -1)
    assert set(rows(trained)) <= set(rows(part.inputs)) and set(rows(looked_at)) <= set(rows(part.held_out_inputs))


def test_sequences_made_up_anew_are_another_draw_in_each_fold() -> None:
    def drawn(fold: int, held_out: bool) -> bytes:
        return task_of(name_of_fold("recall", fold, FOLDS)).draw(np.random.default_rng(7), 4, 9, held_out)[0].tobytes()

    assert len({drawn(fold, False) for fold in range(1, FOLDS + 1)}) == FOLDS
    assert drawn(2, False) == drawn(2, False)


def test_a_series_in_time_is_not_cut() -> None:
    series = series_task(np.sin(np.arange(100.0))[:, None])
    assert series.cut is None and can_be_cut("digits") and can_be_cut("recall")


def test_a_row_is_held_out_by_its_place() -> None:
    numbers = np.arange(7, dtype=np.float32)[:, None]
    assert cut(Data(numbers, numbers, numbers, numbers), 2, 3).held_out_inputs.ravel().tolist() == [2, 3]


def test_a_fold_beyond_the_last_is_the_last_and_one_fold_is_none() -> None:
    assert Experiment(folds=3, fold=9).fold == 3
    assert Experiment().data == Experiment(fold=4).data == "digits"
    assert Experiment.from_query("folds=3&fold=2").data == "digits/2/3"
    assert Experiment(task="recall", network=RNN(), folds=4, fold=4).data == "recall/4/4"


def test_the_held_out_loss_of_a_fold_is_that_of_its_part() -> None:
    experiment = Experiment(network=SMALL, batch_size=32, folds=FOLDS, fold=2, steps=21, learning_rate=1e-6)
    trace, step = gradflow.train(experiment), gradflow.inspect(experiment, step=20)
    part, h = data_of(experiment.data), data_of(experiment.data).held_out_inputs.astype(float)
    for weight, bias in zip(step.weights[:-1], step.biases[:-1], strict=True):
        h = 1 / (1 + np.exp(-(h @ weight + bias)))
    outputs = h @ step.weights[-1] + step.biases[-1]
    log_p = outputs - np.log(np.exp(outputs).sum(axis=1, keepdims=True))
    assert trace.held_out_loss[19] == pytest.approx(-(part.held_out_targets * log_p).sum(axis=1).mean(), rel=1e-4)
