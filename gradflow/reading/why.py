"""Why it is as it is now: what a change did to the signal at the start of its run, factor by factor, in one sentence.

Both runs begin with the same seed, so their first steps differ by the change alone; what comes later, training did too.
"""

import numpy as np

from gradflow.decades import UNCHANGED, decades_of
from gradflow.diagnosis.branches import TOO_MUCH, branch_excess, fitting_scale
from gradflow.diagnosis.chain import chain_of
from gradflow.diagnosis.sizes import bend
from gradflow.experiment import Experiment
from gradflow.fields import fields_of
from gradflow.numbers import counted, factor, part, size, times
from gradflow.reading.consequences import consequences, of_answers
from gradflow.reading.memory import has_two_ways
from gradflow.text import Words
from gradflow.trace import Trace

MOST_NAMED = 3  # fields; a remedy sets one or two
BY_LUCK = ("seed", "task")  # fields after whose change two runs have nothing in common
HEALED = 1.0  # decades between the first step and now, of which a sentence about the first says nothing
ADDS = 1.2  # a layer, from where on skips are told by what their branches add: a decade in twelve
# Fields of the first weights' size.
SIZES = ("gain", "initializer", "recurrent_initializer", "init_scale", "spectral_radius")


def why(now: Trace, before: Trace, words: Words) -> str:
    """What came of the change from one run to the other; "" where there is nothing to hold against each other."""
    changed = differing(now.experiment, before.experiment)
    if not changed or len(changed) > MOST_NAMED or set(changed) & set(BY_LUCK) or min(len(now), len(before)) == 0:
        return ""
    words = words.along(now.axis)
    values = now.experiment.values()
    what = words("change.and").join(words.set_to(name, values[name]) for name in changed)
    after, past, by_now = _decades(now), _decades(before), _decades(now, now.last_finite)
    if after is None or past is None or now.experiment.family is not before.experiment.family:
        return ""
    told = {"what": what, "receives": _arrived(now, after, words), "received": _arrived(before, past, words)}
    if now.depth == before.depth and abs(after - past) < UNCHANGED:
        return _of_steps(now, before, changed, told, words)
    said = _of_signal(now, before, after, past, told, words)
    if by_now is not None and abs(by_now - after) >= HEALED:
        said += words("why.by_now", step=now.last_finite, receives=_arrived(now, by_now, words))
    return said + consequences(now, before, changed, after, past, words)


def differing(now: Experiment, before: Experiment) -> list[str]:
    """The fields in which they differ."""
    past = before.values()
    return [name for name, value in now.values().items() if past.get(name, value) != value]


def _decades(trace: Trace, step: int = 0) -> float | None:
    """log10 of layer 1's signal over the last one's in a step, the first if none is named."""
    first, last = decades_of(trace.signal_rms[step, [0, -1]])
    return float(first - last) if np.isfinite(first - last) else None


def _arrived(trace: Trace, decades: float, words: Words) -> str:
    """At the first layer or time step; along h, where the cell has a way of its own beside that."""
    received = _received(decades, words)
    return words("why.along_h", received=received) if has_two_ways(trace.experiment) else received


def _received(decades: float, words: Words) -> str:
    if abs(decades) < UNCHANGED:
        return words("why.whole")
    return words("why.less", part=part(decades)) if decades < 0 else words("why.more", times=times(decades))


def _of_signal(now: Trace, before: Trace, after: float, past: float, told: dict[str, str], words: Words) -> str:
    total, earlier = (10 ** (each / max(1, trace.depth - 1)) for each, trace in ((after, now), (past, before)))
    told = told | {
        "total": factor(total),
        "total_before": factor(earlier),
    }
    excess = branch_excess(now.experiment.network)
    added_up = excess >= TOO_MUCH and now.experiment.values()["connection"] == "residual"
    if added_up and total > max(ADDS, earlier):
        scaled = {"scale": size(fitting_scale(now.experiment.network)), "less": counted(round(excess))}
        return words("why.added", added=factor(total**2 - 1), **scaled, **told)
    skips = any(trace.experiment.family.passed_by(trace.experiment.network) for trace in (now, before))
    if skips and (bent := [bend(trace.signal_rms[0]) for trace in (now, before)]) != [None, None]:
        return _of_ends(now, bent[0], told, words)
    if skips or "activation_gradient_rms" not in now.names() or min(now.depth, before.depth) < 2:
        return words("why.passed", **told)  # what comes past the weights belongs to neither factor
    for suffix, trace in (("", now), ("_before", before)):
        chain = chain_of(trace, 0)
        for name, parts in (("weights", chain.weights), ("slopes", chain.slopes)):
            if not np.isfinite(parts).all():  # branches that start at 0: nothing comes through their weights
                return words("why.passed", **told)
            told[name + suffix] = factor(10 ** float(np.mean(parts)))
    normalized = any(trace.experiment.values()["normalization"] != "none" for trace in (now, before))
    return words("why.through" if normalized else "why.factors", **told)


def _of_ends(now: Trace, bent: int | None, told: dict[str, str], words: Words) -> str:
    """Without an average, which no layer has. bent: the layer, from 0, that is farthest from one."""
    if bent is None:
        return words("why.ends", **told)
    decades = decades_of(now.signal_rms[0])
    between = _received(float(decades[bent] - decades[-1]), words)
    return words("why.bent", layer=bent + 1, between=between, **told)


def _of_steps(now: Trace, before: Trace, changed: list[str], told: dict[str, str], words: Words) -> str:
    experiment = now.experiment
    if "clipping" in changed and experiment.clipping == "norm":
        shortened = int(np.sum(now.clipped_norm < now.raw_norm))
        if not shortened:
            longest = float(np.max(now.raw_norm))
            return words("why.unclipped", max_norm=size(experiment.max_norm), norm=size(longest), **told)
        said = words("why.clipped", count=counted(shortened), steps=counted(len(now)), **told)
        return said + of_answers(now, before, False, words)  # steps that are shorter may be too short
    of_network = set(changed) & set(fields_of(type(experiment.network)))
    said = words("why.same" if of_network else "why.steps", **told)
    if of_network and set(changed) <= set(SIZES) and now.experiment.values()["normalization"] != "none":
        said += words("why.sized_anew")
    return said + of_answers(now, before, False, words)
