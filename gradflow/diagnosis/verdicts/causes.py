"""Causes: what took a run beyond the numbers that its precision can hold, found by rule.

Each rule names something that can be taken away, and the tests take it away and see the run stay finite. The order is
that of how sure a rule is: a change at the very step, the format, the first weights, the decay, the growth over depth,
and at last the size of the updates.
"""

from collections.abc import Mapping

import numpy as np

from gradflow.diagnosis.branches import TOO_MUCH, branch_excess, fitting_scale
from gradflow.diagnosis.row import decades
from gradflow.diagnosis.thresholds import BORDERLINE, JUMP, SOON, UNSTABLE
from gradflow.diagnosis.verdicts.decays import overshooting, scheduled
from gradflow.experiment import Experiment
from gradflow.parts.precisions import PRECISIONS
from gradflow.trace import NonFinite, Trace

Numbers = Mapping[str, int | float | str]
FAR = 6.0  # decades, from where on no learning rate makes up for the growth: a tenth of it takes away one
SCALED = ("signal", "weight_gradient")  # what loss scaling makes larger


def cause_of(trace: Trace, broken: NonFinite) -> Numbers:
    """cause: change, loss_scale, format, start, l2, weight_decay, grows, grows_far, grows_added, grows_skips,
    warmup, rising, updates_clipped or updates; and that cause's numbers. changed: the step of the change, what: its
    fields and values, "name:value" a line."""
    now = trace.experiment.at(broken.step)
    changed = _changed(trace, broken)
    if changed is not None:
        made = (f"{change.name}:{change.value}" for change in trace.experiment.changes if change.step == changed)
        return {"cause": "change", "changed": changed, "what": "\n".join(made)}
    if PRECISIONS[now.precision].narrow and (cause := _of_format(trace, broken, now)):
        return {"cause": cause}
    if broken.step == 0 and broken.where != "update":
        return {"cause": "start"}
    if decay := overshooting(now, broken.step):
        return {"cause": decay[0], "size": decay[1]}
    grown = decades(trace.signal_rms[0].astype(np.float64))
    if grown is not None and grown > BORDERLINE and broken.step <= SOON:
        return _of_growth(grown, now)
    if now.schedule in ("warmup", "rising") and broken.step >= SOON // 2:
        return {"cause": now.schedule, "size": now.learning_rate * scheduled(now, broken.step)}
    return {"cause": "updates" if now.clipping == "none" else "updates_clipped"}


def _of_growth(grown: float, now: Experiment) -> Numbers:
    """With what each layer multiplies the signal by. Where every layer has a skip, that hands the signal on whole, and
    the mean square of what its branch sends back is added to it: it grows by 1 + added, even if the branch by itself
    would keep its size. Branches that are scaled down already are not what makes it grow."""
    depth = now.network.depth
    factor = 10 ** (grown / (depth - 1))
    told = {"amount": grown, "factor": factor}
    if branch_excess(now.network) < TOO_MUCH:
        return {"cause": "grows" if grown < FAR else "grows_far"} | told
    told |= {"scale": fitting_scale(now.network)}
    if now.values()["connection"] == "residual":
        return {"cause": "grows_added", "added": factor**2 - 1} | told
    return {"cause": "grows_skips"} | told


def _of_format(trace: Trace, broken: NonFinite, now: Experiment) -> str:
    """loss_scale or format; "" where float32, or the loss as it is, would not have held it either."""
    if broken.step and np.nanmax(_finite(trace.update_ratio[broken.step - 1])) > UNSTABLE:
        return ""  # the updates grow whatever the format
    scaled = broken.where in SCALED and now.loss_scale > 1
    if broken.where not in ("activation", "signal"):
        return "loss_scale" if scaled else "format"
    rows = trace.activation_rms if broken.where == "activation" else trace.signal_rms[:, ::-1]
    ahead = _at_the_end(rows[broken.step])
    if scaled and ahead < np.log10(PRECISIONS[now.precision].largest):
        return "loss_scale"
    return "format" if ahead < np.log10(PRECISIONS["float32"].largest) else ""


def _at_the_end(sizes: np.ndarray) -> float:
    """Decades that sizes would come to at the last layer on their way, went they on growing as they do until they are
    not finite any more."""
    seen = np.log10(sizes[: int(np.argmin(np.isfinite(sizes)))].astype(np.float64))
    if len(seen) < 2:
        return float(seen[-1]) if len(seen) else 0.0
    return float(seen[-1] + (len(sizes) - len(seen)) * (seen[-1] - seen[0]) / (len(seen) - 1))


def _finite(values: np.ndarray) -> np.ndarray:
    return np.append(values[np.isfinite(values)], 0.0)


def _changed(trace: Trace, broken: NonFinite) -> int | None:
    """The step of a change in mid-run that did it: shortly before, with a jump at the very step and none before it."""
    steps = [change.step for change in trace.experiment.changes if 0 < change.step <= broken.step]
    if not steps or broken.step - steps[-1] > SOON:
        return None
    step = steps[-1]
    before, after = _sizes(trace, step - 1), _sizes(trace, step)
    if step > 1 and (before > JUMP * np.maximum(_sizes(trace, step - 2), 1e-30)).any():
        return None
    return step if not np.isfinite(after).all() or (after > JUMP * before).any() else None


def _sizes(trace: Trace, step: int) -> np.ndarray:
    """What an update too large, or a network that changed, makes larger."""
    rows = (trace.activation_rms[step].max(), trace.signal_rms[step].max(), trace.update_norm[step], trace.loss[step])
    return np.array(rows, np.float64)
