"""Answers: how well a run answers at every step, in the one number that its kind of task is judged by."""

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.memory import answered
from gradflow.diagnosis.reach import counts_all_along
from gradflow.diagnosis.verdicts.guessing import of_samples, of_sequences
from gradflow.diagnosis.verdicts.quality import AnswerShares
from gradflow.tasks import task_of
from gradflow.trace import RecurrentTrace, Trace

Array = NDArray[np.float64]


def to_samples(trace: Trace) -> AnswerShares:
    """To single samples: the accuracy, or the variance explained."""
    guess = of_samples(trace.experiment)
    if guess is None or not guess.of_variance:
        return AnswerShares(_wide(trace.held_out_accuracy), _wide(trace.accuracy), guess, explained=False)
    return AnswerShares(_explained(trace.held_out_loss, guess.loss), _explained(trace.loss, guess.loss), guess, True)


def to_sequences(trace: RecurrentTrace) -> AnswerShares:
    """To sequences: of the answers that count at the end."""
    guess, regression = of_sequences(trace.experiment), task_of(trace.experiment.task).objective == "regression"
    batch = np.full(len(trace), np.nan)
    if not counts_all_along(trace.experiment):
        batch = _explained(trace.loss, guess.loss) if regression else _wide(trace.accuracy)
    return AnswerShares(answered(trace), batch, guess, regression)


def _wide(shares: NDArray[np.float32]) -> Array:
    return shares.astype(np.float64)


def _explained(loss: NDArray[np.float32], guessed: float) -> Array:
    return 1 - loss.astype(np.float64) / guessed if guessed > 0 else np.full(len(loss), np.nan)
