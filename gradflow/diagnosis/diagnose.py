"""diagnose: the verdict on one step of a trace, and everything else worth a remark.

First match wins: not finite, exactly zero or dead, then R. The thresholds are in `thresholds`.
"""

from dataclasses import dataclass

from gradflow.diagnosis.checks import blocked, exploded, flow, forward
from gradflow.diagnosis.families import QUESTIONS, row_at
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.reach import Memory
from gradflow.diagnosis.row import Row, decades
from gradflow.trace import Trace

# The word for each verdict that has a more telling code.
KINDS = {"dead_signal": "dead", "dead_units": "dead", "fitted": "healthy"}


@dataclass(frozen=True)
class Diagnosis:
    """The verdict and the numbers behind it; a number is None where it has no meaning.

    kind: exploded, dead, underflow, truncated, vanishing, exploding, borderline or healthy.
    axis: what the signal travels along, "layer" or "time" (`Family.axis`); then a layer is a time step.
    step: the row of the trace it speaks of. findings: the verdict first, then remarks.
    decades: R = log10 (signal at layer 1 / at the last layer); slope = R per layer.
    forward_decades: F = log10 (last activation / first). weight_gradient_decades: as R, of ∂loss/∂W.
    first, last: rms of the signal at both ends. law: "exponential" or "power", how the signal depends on depth.
    memory: how far back a recurrent network's gradient and answers reach.
    """

    kind: str
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
    def verdict(self) -> Finding:
        """The finding that decided."""
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

    A run that left the finite numbers is judged "exploded" at its last step; the numbers are then those of
    the step before. Sizes are the trace's, ratios are in decades (log10). Raises ValueError for a trace without
    steps, IndexError for a step it does not have.

    >>> import gradflow
    >>> small = gradflow.Experiment(network=gradflow.MLP(depth=20, width=8, activation="sigmoid"), steps=20)
    >>> found = gradflow.diagnose(gradflow.train(small))
    >>> found.kind, found.step, round(found.decades)
    ('vanishing', 19, -12)
    >>> found.verdict.code
    'vanishing'
    """
    if not len(trace):
        raise ValueError("the trace has no steps yet")
    row_number = range(len(trace))[step]
    broken = trace.first_non_finite()
    if broken is None or broken.step != row_number:
        row = row_at(trace, row_number)
        return _judged(row, blocked.check(row) or flow.check(row))
    verdict = exploded.finding(trace.experiment.at(broken.step), broken)
    if row_number == 0:
        return Diagnosis("exploded", 0, trace.depth, (verdict,), axis=trace.axis)
    return _judged(row_at(trace, row_number - 1), verdict, step=row_number)


def _judged(row: Row, verdict: Finding, step: int | None = None) -> Diagnosis:
    r, asked = decades(row.signal), QUESTIONS[row.experiment.family]
    found = (verdict, *(finding for check in asked.remarks if (finding := check(row)) is not None))
    return Diagnosis(
        kind=KINDS.get(verdict.code, verdict.code),
        step=row.step if step is None else step,
        depth=row.depth,
        findings=found,
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
