"""What a diagnosis asks of each family: the one table of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gradflow.diagnosis.checks import (
    batch_of_few,
    carry,
    dead_units,
    flow,
    forward,
    gates,
    held_weights,
    saturation,
    silent,
    starved_layers,
    step_size,
    subnormal,
    symmetry,
    weight_gradient,
)
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.memory import Memory, memory_of
from gradflow.diagnosis.reach import counts_several, one_answer
from gradflow.diagnosis.row import Row, row_of
from gradflow.diagnosis.thresholds import STAYS
from gradflow.diagnosis.verdicts.answers import to_samples, to_sequences
from gradflow.diagnosis.verdicts.quality import AnswerShares
from gradflow.networks import OfFamily, mlp, rnn
from gradflow.trace import RecurrentTrace, Trace

Check = Callable[[Row], Finding | None]


def _no_number(_: Row) -> None:
    """Where a family has no such number."""


@dataclass(frozen=True)
class Questions:
    """What is asked of a step of one family, besides the verdict.

    remarks: the checks that may find something to remark, in this order.
    answers: trace -> how well it answers.
    row: (trace, step) -> the row, with what only this family's traces have.
    weight_gradient_decades, law: numbers of `Diagnosis`.
    """

    remarks: tuple[Check, ...]
    answers: Callable[[Any], AnswerShares] = to_samples
    row: Callable[[Any, int], Row] = row_of
    weight_gradient_decades: Callable[[Row], float | None] = _no_number
    law: Callable[[Row], str | None] = _no_number


def _row_in_time(trace: RecurrentTrace, step: int) -> Row:
    """With the path along the cell's own state, the gates and the memory."""
    row, along_c = row_of(trace, step), one_answer(trace, step, "cell_gradient_rms")
    if counts_several(trace.experiment):
        row = _of_one_answer(trace, step, row)
    return replace(
        row,
        cell_signal=along_c if np.isfinite(along_c).all() else None,
        openings=tuple(getattr(trace, name)[step].astype(np.float64) for name in trace.OPENINGS),
        memory=memory_of(trace, step),
    )


def _of_one_answer(trace: RecurrentTrace, step: int, row: Row) -> Row:
    """With the signal of the last answer alone, and of the looks before in place of the steps before."""
    looks = np.flatnonzero(np.isfinite(trace.last_answer_rms[: step + 1, -1]))
    if not looks.size:
        return row
    seen = trace.last_answer_rms[looks].astype(np.float64)
    heard = np.flatnonzero(seen.all(axis=1))
    since = looks[min(heard[-1] + 1, len(looks) - 1)] if heard.size else looks[0]
    return replace(
        row,
        signal=seen[-1],
        signal_at_start=seen[0],
        recent=seen[-STAYS:],
        recent_at=looks[-STAYS:],
        silent_since=int(since),
    )


_LAYERED = Questions(
    remarks=(
        silent.check,
        held_weights.frozen,
        batch_of_few.check,
        held_weights.small,
        starved_layers.check,
        forward.direction,
        subnormal.check,
        weight_gradient.check,
        flow.power,
        step_size.even,
        forward.check,
        step_size.check,
        saturation.check,
        dead_units.check,
        symmetry.check,
        dead_units.left_out,
    ),
    weight_gradient_decades=weight_gradient.weight_gradient_decades,
    law=flow.law_of,
)

QUESTIONS = OfFamily[Questions](
    {
        mlp.FAMILY: _LAYERED,
        rnn.FAMILY: Questions(
            answers=to_sequences,
            remarks=(
                silent.check,
                held_weights.small,
                forward.direction,
                carry.check,
                gates.check,
                forward.check,
                step_size.check,
                saturation.check,
                dead_units.check,
                symmetry.check,
            ),
            row=_row_in_time,
        ),
    }
)


def row_at(trace: Trace, step: int) -> Row:
    """The row of a step, with what the family has besides."""
    return QUESTIONS[trace.experiment.family].row(trace, step)


def memory_at(trace: Trace, step: int) -> Memory | None:
    """How far back a step reaches and what is remembered there; None where a family has no memory."""
    return row_at(trace, step).memory
