"""What a change in mid-run did, in sentences."""

import numpy as np

from gradflow.diagnosis import Diagnosis, diagnose
from gradflow.diagnosis.sizes import decades
from gradflow.numbers import signed
from gradflow.reading.memory import has_two_ways
from gradflow.text import Words
from gradflow.trace import Trace


def effect(trace: Trace, diagnosis: Diagnosis, words: Words) -> str:
    """How the signal went at the step of the latest change in mid-run, or "" where there was none: the step against the
    one before. One update lies between, so that it is not said to be the change's work (`compared`)."""
    step = _latest(trace)
    if step is None:
        return ""
    before, after = (decades(trace.signal_rms[each].astype(np.float64)) for each in (step - 1, step))
    if before is None or after is None or diagnosis.decades is None:
        return words("change.made", step=step, what=_what(trace, step, words))
    return words.along(diagnosis.axis)(
        "change.effect",
        step=step,
        last=step - 1,
        what=_what(trace, step, words),
        along=_along(trace, words),
        before=signed(before),
        after=signed(after),
        now=signed(diagnosis.decades),
        gained=signed(after - before),
    )


def compared(trace: Trace, without: Trace, words: Words) -> str:
    """What the latest change did: the run beside the same run without it (`gradflow.without_change`), at the last step
    that both made; "" where nothing was changed yet."""
    step = _latest(trace)
    if step is None:
        return ""
    what, ended = _what(trace, step, words), [each.first_non_finite() is not None for each in (trace, without)]
    if any(ended):
        told = "neither" if all(ended) else "it_ended" if ended[0] else "other_ended"
        return words(f"change.{told}", step=step, what=what, end=len(trace) - 1, other_end=len(without) - 1)
    last = min(len(trace), len(without)) - 1
    now, other = diagnose(trace, last), diagnose(without, last)
    if now.decades is None or other.decades is None:
        return words("change.made", step=step, what=what)
    return words.along(trace.axis)(
        "change.compared",
        step=step,
        what=what,
        last=last,
        along=_along(trace, words),
        now=signed(now.decades),
        other=signed(other.decades),
        gained=signed(now.decades - other.decades),
        learning=words(f"verdict.{now.learning}"),
        other_learning=words(f"verdict.{other.learning}"),
    )


def _latest(trace: Trace) -> int | None:
    """The step of the latest change that was made."""
    return max((change.step for change in trace.experiment.changes if 0 < change.step < len(trace)), default=None)


def _along(trace: Trace, words: Words) -> str:
    """Which way the signal went, where there are two."""
    return words("change.along_h") if has_two_ways(trace.experiment) else ""


def _what(trace: Trace, step: int, words: Words) -> str:
    made = (change for change in trace.experiment.changes if change.step == step)
    return words("change.and").join(words.set_to(change.name, change.value) for change in made)
