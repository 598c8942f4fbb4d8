"""Overflow: a number beyond what the precision of the run can hold, which ends it."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.underflow import ends_of
from gradflow.diagnosis.verdicts.causes import SCALED, cause_of
from gradflow.trace import NonFinite, Trace


def finding(trace: Trace, broken: NonFinite) -> Finding:
    """exploded, with where, and with its cause (`gradflow.diagnosis.verdicts.causes`)."""
    now = trace.experiment.at(broken.step)
    numbers: dict[str, int | float | str] = {"step": broken.step, "layer": broken.layer, "where": broken.where}
    largest = ends_of(now, broken.where in SCALED).largest
    return Finding("exploded", {**numbers, "precision": now.precision, "largest": largest, **cause_of(trace, broken)})
