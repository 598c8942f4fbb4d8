"""What the last answer alone sends back, where the loss counts several."""

import dataclasses

import numpy as np
import pytest

import gradflow
from gradflow import Experiment
from gradflow.engine.core.train_state import CHUNK
from gradflow.engine.core.training import Training
from gradflow.engine.recurrent import RECURRENT
from gradflow.experiment import default_of
from gradflow.networks import RNN
from gradflow.trace import RecurrentTrace, Trace
from tests.twin.recurrent import truth_of
from tests.twin.recurrent_case import parameters_of
from tests.twin.recurrent_training import batch_of, time_sizes

pytestmark = pytest.mark.slow

SMALL = default_of(RNN).replace(sequence_length=12, hidden_size=8, batch_size=8, steps=2 * CHUNK + 1)
CELLS = ("tanh", "lstm", "gru")


def trained(experiment: Experiment) -> RecurrentTrace:
    return joined([gradflow.train(experiment)])


def joined(parts: list[Trace]) -> RecurrentTrace:
    trace = Trace.join(parts)
    assert isinstance(trace, RecurrentTrace)
    return trace


def every(cell: str, **fields: object) -> Experiment:
    return SMALL.replace(cell=cell, loss_at="every", **fields)


@pytest.mark.parametrize("cell", CELLS)
def test_it_is_what_the_twin_sends_back_from_the_last_answer(cell: str) -> None:
    e = every(cell)
    trace = trained(e)
    for step in (0, CHUNK, 2 * CHUNK):
        parameters = parameters_of(gradflow.inspect(e, step).parameters)
        sizes = time_sizes(truth_of(e.replace(loss_at="last"), parameters, *batch_of(e, step)))
        np.testing.assert_allclose(trace.last_answer_rms[step], sizes["signal_rms"], rtol=2e-3)
        if cell == "lstm":
            np.testing.assert_allclose(trace.last_answer_cell_rms[step], sizes["cell_gradient_rms"], rtol=2e-3)


@pytest.mark.parametrize("cell", CELLS)
def test_of_the_first_step_it_is_what_a_loss_at_the_end_would_send_back(cell: str) -> None:
    one, alone = trained(SMALL.replace(cell=cell, steps=1)), trained(every(cell, steps=1))
    np.testing.assert_array_equal(alone.last_answer_rms, one.signal_rms)
    np.testing.assert_array_equal(alone.last_answer_cell_rms, one.cell_gradient_rms)
    assert np.isnan(one.last_answer_rms).all() and alone.signal_rms[0, 0] > 3 * one.signal_rms[0, 0]


def test_it_is_looked_at_every_chunk_however_the_steps_are_made() -> None:
    e = every("tanh")
    looked = np.isfinite(trained(e).last_answer_rms)
    assert looked.all(axis=1).tolist() == [step % CHUNK == 0 for step in range(e.steps)] and not looked[1].any()
    one_by_one = joined(list(gradflow.stream(e, 1)))
    np.testing.assert_array_equal(one_by_one.last_answer_rms, trained(e).last_answer_rms)


def test_looking_changes_nothing_of_the_run() -> None:
    e = every("gru")
    blind, parts = Training(e, dataclasses.replace(RECURRENT, alone=lambda now: None)), []
    while not blind.finished:
        parts.append(blind.advance())
    trace = joined(parts)
    assert np.isnan(trace.last_answer_rms).all()  # type: ignore[attr-defined]
    np.testing.assert_array_equal(trace.loss, trained(e).loss)
    np.testing.assert_array_equal(trace.signal_rms, trained(e).signal_rms)


def test_nothing_comes_past_a_cut() -> None:
    trace = trained(every("tanh", window=5, steps=1))
    assert (trace.last_answer_rms[0, :10] == 0).all() and (trace.last_answer_rms[0, 10:] > 0).all()
