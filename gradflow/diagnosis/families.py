"""What a diagnosis asks of each family: the one table of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gradflow.diagnosis.checks import (
    batch_of_few,
    carry,
    closeness,
    dead_units,
    flow,
    forward,
    gates,
    saturation,
    silent,
    starved_layers,
    step_size,
    subnormal,
    symmetry,
    weight_gradient,
)
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.reach import Memory, memory_of
from gradflow.diagnosis.row import Row, row_of
from gradflow.diagnosis.verdicts.answers import to_samples, to_sequences
from gradflow.diagnosis.verdicts.learning import AnswerShares
from gradflow.networks import Family, mlp, rnn
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
    weight_gradient_decades, law, spread: numbers of `Diagnosis`.
    """

    remarks: tuple[Check, ...]
    answers: Callable[[Any], AnswerShares] = to_samples
    row: Callable[[Any, int], Row] = row_of
    weight_gradient_decades: Callable[[Row], float | None] = _no_number
    law: Callable[[Row], str | None] = _no_number
    spread: Callable[[Row], float | None] = _no_number


def _row_in_time(trace: RecurrentTrace, step: int) -> Row:
    """With the path along the cell's own state, the gates and the memory."""
    along_c, *openings = (
        getattr(trace, name)[step].astype(np.float64) for name in ("cell_gradient_rms", *trace.OPENINGS)
    )
    return replace(
        row_of(trace, step),
        cell_signal=along_c if np.isfinite(along_c).all() else None,
        openings=tuple(openings),
        memory=memory_of(trace, step),
    )


QUESTIONS: dict[Family, Questions] = {
    mlp.FAMILY: Questions(
        remarks=(
            silent.check,
            batch_of_few.check,
            starved_layers.check,
            subnormal.check,
            closeness.check,
            weight_gradient.check,
            forward.check,
            step_size.check,
            saturation.check,
            dead_units.check,
            symmetry.check,
        ),
        weight_gradient_decades=weight_gradient.weight_gradient_decades,
        law=flow.law_of,
        spread=closeness.spread_of,
    ),
    rnn.FAMILY: Questions(
        answers=to_sequences,
        remarks=(
            silent.check,
            carry.check,
            gates.check,
            forward.check,
            step_size.check,
            saturation.check,
            dead_units.check,
        ),
        row=_row_in_time,
    ),
}


def row_at(trace: Trace, step: int) -> Row:
    """The row of a step, with what the family has besides."""
    return QUESTIONS[trace.experiment.family].row(trace, step)


def memory_at(trace: Trace, step: int) -> Memory | None:
    """How far back a step reaches and what is remembered there; None where a family has no memory."""
    return row_at(trace, step).memory
