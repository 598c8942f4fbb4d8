"""Aids: what may help a run that has exploded, whose gradients fall below the smallest number, or that unlearns."""

import numpy as np

from gradflow.diagnosis import diagnose
from gradflow.diagnosis.underflow import ends_of, underflows
from gradflow.diagnosis.verdicts.causes import cause_of
from gradflow.diagnosis.verdicts.decays import overshooting
from gradflow.experiment import Experiment, described_fields
from gradflow.parts.precisions import PRECISIONS
from gradflow.trace import Trace
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.frames.views import FieldValues

ROOM = 4096  # an entry is at most √(batch · width), some 90, times the rms; and gradients grow while a network learns
OF_LONG_STEPS = ("falling_back", "diverging")  # verdicts
MOST_SCALE = described_fields()["loss_scale"].rule.high


def aids(trace: Trace, stands: bool = True) -> dict[str, FieldValues]:
    """What may help a run that left the numbers its precision can hold, or where steps that are too long undo what was
    learned, by name; most promising first. stands: nothing moves, so that a word is not another a moment later."""
    if not len(trace):
        return {}
    experiment, end = trace.experiment.at(len(trace) - 1), trace.first_non_finite()
    narrow = PRECISIONS[experiment.precision].narrow
    if end is None:
        offered = _against_underflow(trace, experiment) if narrow else {}
        return offered or (_against_long_steps(trace, experiment) if stands else {})
    fitting: dict[str, FieldValues] = {"bfloat16": {"precision": "bfloat16"}} if narrow else {}
    if narrow and experiment.loss_scale > 1:
        fitting["loss_scale"] = {"loss_scale": 1}
    weights = LABORATORIES[experiment.family].against_explosion(experiment.network)
    if end.step == 0:
        return fitting | weights
    steps = _shorter_steps(experiment, end.step)  # the first gradients were finite
    if cause_of(trace, end)["cause"] == "grows_far":
        steps.pop("learning_rate", None)
    return fitting | (weights | steps if diagnose(trace.rows(slice(1))).signal == "exploding" else steps | weights)


def _shorter_steps(experiment: Experiment, step: int) -> dict[str, FieldValues]:
    """Where a decay throws the weights past 0, steps without it."""
    if decay := overshooting(experiment, step):
        return {"decay": {decay[0]: 0.0}}
    clipped: dict[str, FieldValues] = {"clipping": {"clipping": "norm", "max_norm": 1.0}}
    slower: dict[str, FieldValues] = {"learning_rate": {"learning_rate": max(experiment.learning_rate / 10, 1e-6)}}
    return (clipped if experiment.clipping == "none" else {}) | slower


def _against_long_steps(trace: Trace, experiment: Experiment) -> dict[str, FieldValues]:
    return _shorter_steps(experiment, len(trace) - 1) if diagnose(trace).learning in OF_LONG_STEPS else {}


def _against_underflow(trace: Trace, experiment: Experiment) -> dict[str, FieldValues]:
    """A wider format; and a scale that lifts the gradients as far as the largest of their entries allows."""
    latest = np.array([len(trace) - 1])
    narrower = len(experiment.described()["precision"].rule.options) > 1
    if not narrower or not underflows(trace, "signal_rms", latest).any():
        return {}
    fitting: dict[str, FieldValues] = {"bfloat16": {"precision": "bfloat16"}}
    sizes = [rows for name, rows in trace.arrays().items() if name.endswith(("signal_rms", "gradient_rms"))]
    room = ends_of(experiment, backward=False).largest / (ROOM * max(size[-1].max() for size in sizes))
    scale = 2 ** int(np.log2(np.clip(room, 1, MOST_SCALE)))
    return fitting | ({"loss_scale": {"loss_scale": scale}} if scale > experiment.loss_scale else {})
