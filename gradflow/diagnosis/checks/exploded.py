"""Exploded: a number beyond what the run's precision can hold, which ends the run."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.underflow import ends_of
from gradflow.experiment import Experiment
from gradflow.parts.precisions import PRECISIONS
from gradflow.trace import NonFinite

SCALED = ("signal", "weight_gradient")  # what loss scaling makes larger


def finding(now: Experiment, broken: NonFinite) -> Finding:
    """exploded; now: the experiment as it stood. cause: loss_scale, format, start or updates."""
    numbers: dict[str, int | float | str] = {"step": broken.step, "layer": broken.layer, "where": broken.where}
    backward = broken.where in SCALED
    if PRECISIONS[now.precision].narrow:
        cause = "loss_scale" if backward and now.loss_scale > 1 else "format"
    else:
        cause = "start" if broken.step == 0 and broken.where != "update" else "updates"
    largest = ends_of(now, backward).largest
    return Finding("exploded", numbers | {"precision": now.precision, "largest": largest, "cause": cause})
