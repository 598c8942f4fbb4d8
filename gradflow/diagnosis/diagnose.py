"""diagnose: two verdicts on a step of a trace, on the backward signal and on learning, and what else is worth a remark.

Of the signal first match wins: not finite, exactly zero and staying so, then R. The thresholds are in `thresholds`.
"""

from dataclasses import dataclass, replace

import numpy as np

from gradflow.diagnosis.checks import blocked, flow, forward
from gradflow.diagnosis.families import QUESTIONS, row_at
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.memory import Memory
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.verdicts import overflow
from gradflow.diagnosis.verdicts.judgement import Judgement
from gradflow.diagnosis.verdicts.learning import judged as learning_of
from gradflow.diagnosis.verdicts.signal import judged as signal_of
from gradflow.diagnosis.verdicts.signal import old_word
from gradflow.trace import Trace


@dataclass(frozen=True)
class Diagnosis:
    """The verdicts and the numbers behind them; a number is None where it has no meaning.

    signal: passes, borderline, vanishing, exploding, blocked (exactly 0, and staying so), underflow or overflow.
    learning: too_early, at_chance, learning, learned, stalled, falling_back, diverging or ended. Each compares as a
    string and has a rule, a reason, numbers and what may help (`gradflow.diagnosis.verdicts.judgement`).
    axis: what the signal travels along, "layer" or "time" (`Family.axis`); then a layer is a time step.
    step: the row of the trace it speaks of. findings: what decided on the signal, then remarks.
    decades: R = log10 (signal at layer 1 / at the last layer); slope = R per layer.
    forward_decades: F = log10 (last activation / first). weight_gradient_decades: as R, of ∂loss/∂W.
    first, last: rms of the signal at both ends. law: "exponential" or "power", how the signal depends on depth.
    memory: how far back a recurrent network's gradient and answers reach.
    """

    signal: Judgement
    learning: Judgement
    step: int
    depth: int
    findings: tuple[Finding, ...]
    decades: float | None = None
    slope: float | None = None
    forward_decades: float | None = None
    weight_gradient_decades: float | None = None
    first: float | None = None
    last: float | None = None
    law: str | None = None
    axis: str = "layer"
    memory: Memory | None = None

    @property
    def kind(self) -> str:
        """The verdict on the signal in the words of before (`verdicts.signal.old_word`)."""
        return old_word(self.signal, self.findings)

    @property
    def verdict(self) -> Finding:
        """The finding that decided on the signal."""
        return self.findings[0]

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """Everything else that was found."""
        return self.findings[1:]

    @property
    def ratio(self) -> float | None:
        """The first layer's signal over the last's; 0 or infinity beyond float64."""
        if self.decades is None:
            return None
        return 10.0**self.decades if self.decades < 308 else float("inf")


def diagnose(trace: Trace, step: int = -1) -> Diagnosis:
    """The diagnosis at a step (negative: from the end).

    Learning is judged by the steps up to there. A run that left the finite numbers has ended with "overflow" at its
    last step; the numbers are then those of the step before. Sizes are the trace's, ratios are in decades (log10).
    Raises ValueError for a trace without steps, IndexError for a step it does not have.

    >>> import gradflow
    >>> small = gradflow.Experiment(network=gradflow.MLP(depth=20, width=8, activation="sigmoid"), steps=20)
    >>> found = gradflow.diagnose(gradflow.train(small))
    >>> found.signal == "vanishing", str(found.learning), round(found.decades)
    (True, 'too_early', -12)
    >>> round(found.signal.numbers["decades"]), found.signal.helps
    (-12, ('keep_size', 'normalize', 'skip'))
    """
    if not len(trace):
        raise ValueError("the trace has no steps yet")
    row_number = range(len(trace))[step]
    broken = trace.first_non_finite()
    if broken is None or broken.step != row_number:
        row = row_at(trace, row_number)
        return _judged(trace, row, _verdict(row))
    verdict = overflow.finding(trace, broken)
    if row_number == 0:
        signal = signal_of(verdict, trace.experiment.at(0))
        return Diagnosis(signal, _learning(trace, 0, signal), 0, trace.depth, (verdict,), axis=trace.axis)
    return _judged(trace, row_at(trace, row_number - 1), verdict, step=row_number)


def _verdict(row: Row) -> Finding:
    """What decides on the signal. A zero that other batches of the latest steps do not have is judged by them; an
    underflow only where most of them do not."""
    found = blocked.check(row)
    through = (row.recent > 0).all(axis=1)
    seldom = found is not None and found.code == "underflow" and through.mean() > 0.5
    if found is None or not (seldom or found.code in ("silent_now", "flat_now")):
        return found or flow.check(row)
    heard = np.flatnonzero(through)
    if not heard.size:
        return found
    judged = flow.check(replace(row, signal=row.recent[heard[-1]]))
    return Finding(judged.code, {**judged.numbers, "seen_at": int(row.recent_at[heard[-1]])})


def _learning(trace: Trace, step: int, signal: Judgement) -> Judgement:
    until = trace.rows(slice(0, step + 1))
    return learning_of(until, QUESTIONS[trace.experiment.family].answers(until), signal)


def _judged(trace: Trace, row: Row, verdict: Finding, step: int | None = None) -> Diagnosis:
    r, asked, step = decades(row.signal), QUESTIONS[row.experiment.family], row.step if step is None else step
    signal = signal_of(verdict, trace.experiment.at(step), step)
    return Diagnosis(
        signal=signal,
        learning=_learning(trace, step, signal),
        step=step,
        depth=row.depth,
        findings=(verdict, *(finding for check in asked.remarks if (finding := check(row)) is not None)),
        decades=r,
        slope=None if r is None else r / (row.depth - 1),
        forward_decades=forward.forward_decades(row),
        weight_gradient_decades=asked.weight_gradient_decades(row),
        first=float(row.signal[0]),
        last=float(row.signal[-1]),
        law=asked.law(row),
        axis=row.experiment.family.axis,
        memory=row.memory,
    )
