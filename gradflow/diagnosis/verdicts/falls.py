"""Falls: what threw away what a run had learned, or would have, found by rule; a test takes it away and sees the run
learn."""

from collections.abc import Mapping

import numpy as np

from gradflow.diagnosis.thresholds import BORNE_OUT, JUMP, LEAP, LONG, RECENT, SOON, THROWN
from gradflow.trace import Trace


def cause_of_fall(trace: Trace, best: int) -> Mapping[str, float | int | str]:
    """fall: change, leap or "" where neither is to be seen; and its numbers. best: the step of the best look.

    leap: the longest update since then is several times as long as those before usually were, and the loss of the
    batches went up with it. leapt: its step; longer: how many times; loss_before, loss_after: the loss around it.
    """
    changes = [change for change in trace.experiment.changes if best < change.step < len(trace)]
    if changes and len(trace) - changes[-1].step <= SOON:
        made = (f"{change.name}:{change.value}" for change in changes if change.step == changes[-1].step)
        return {"fall": "change", "changed": changes[-1].step, "what": "\n".join(made)}
    updates, loss = trace.update_norm.astype(np.float64), trace.loss.astype(np.float64)
    leapt = best + 1 + int(np.argmax(updates[best + 1 :])) if best + 1 < len(trace) else 0
    usual = float(np.median(updates[max(0, best - SOON) : best + 1]))
    before, after = (float(part) for part in (np.median(loss[max(0, best - RECENT) : best + 1]), _top(loss, leapt)))
    if not leapt or updates[leapt] < LEAP * usual or after < JUMP * before:
        return {"fall": ""}
    longer = float(updates[leapt]) / usual
    return {"fall": "leap", "leapt": leapt, "longer": longer, "loss_before": before, "loss_after": after}


def thrown(trace: Trace, guessed: float) -> Mapping[str, float | int | str]:
    """Whether the first steps threw a run that does not learn to where it is: the loss of the batches then rose to
    THROWN times its first one, or that of guessing. thrown: the step where it was highest; before, after: the loss then
    and there; ratio: the longest update until then, beside the weights. Nothing where it did not, where no update was
    long, for batches of few examples differ by as much, or where the batches are answered better than by guessing
    since: what keeps it from answering others is something else."""
    if np.median(trace.loss[-RECENT:]) < BORNE_OUT * guessed:
        return {}
    loss = trace.loss[:SOON].astype(np.float64)
    highest = int(np.argmax(loss))
    if not highest or loss[highest] < THROWN * max(loss[0], guessed):
        return {}
    ratios = trace.update_ratio[: highest + 1].astype(np.float64)
    longest = float(np.max(ratios, where=np.isfinite(ratios), initial=0.0))
    if longest < LONG:
        return {}
    return {"thrown": highest, "loss_before": float(loss[0]), "loss_after": float(loss[highest]), "ratio": longest}


def _top(loss: np.ndarray, step: int) -> float:
    """The largest loss at a step and the two after it."""
    return float(loss[step : step + 3].max())
