"""Twins in words: which knobs differ, whether that is fair, and what the difference did."""

from collections.abc import Mapping, Sequence

import numpy as np

from gradflow.comparison.twins import CHANGES, differing, unfair
from gradflow.decades import UNCHANGED
from gradflow.diagnosis.outcome import outcome_of
from gradflow.experiment import Experiment
from gradflow.numbers import part, percent, signed, size, times
from gradflow.tasks import is_lent
from gradflow.text import Words
from gradflow.trace import Trace

LETTERS = "ABCD"


def named(experiments: Sequence[Experiment], words: Words) -> list[str]:
    """What each is called: its letter, and its value of the knob that differs if it is only one."""
    differs = differing(experiments)
    if len(differs) != 1:
        return list(LETTERS[: len(experiments)])
    values = [_value(each, differs[0], words) for each in experiments]
    return [words("twins.name", letter=a, value=value) for a, value in zip(LETTERS, values, strict=False)]


def differs(experiments: Sequence[Experiment], words: Words) -> str:
    """Exactly the knobs that differ, with the values of each, as Markdown."""
    names = differing(experiments)
    if len(experiments) == 1:
        return words("twins.alone")
    if not names:
        return words("twins.none_differ")
    if len(names) == 1:
        return words("twins.one_differs", field=_field(names[0], words), values=_values(experiments, names[0], words))
    said = [words("twins.field", field=_field(name, words), values=_values(experiments, name, words)) for name in names]
    return words("twins.several_differ", count=len(names), fields=words("twins.and").join(said))


def fairness(experiments: Sequence[Experiment], words: Words) -> str:
    """Whether they learn from the same data in the same order, and if not, what is why."""
    wrong = unfair(experiments)
    if not wrong:
        return words("twins.fair")
    return words("twins.unfair", fields=words("twins.and").join(_field(name, words) for name in wrong))


def parted(traces: Mapping[str, Trace], words: Words) -> str:
    """What the difference did by the step on show: the decades by which the others part from the first at layer 1."""
    (own, first), *others = traces.items()
    words = words.along(first.axis)
    steps = {min(first.last_finite, trace.last_finite) for _, trace in others}
    if not steps or min(steps) < 0:
        return ""
    if len(others) == 1 or len(steps) > 1:
        clauses = [_apart("apart", own, first, name, trace, words) for name, trace in others]
        said = words("twins.and").join(clauses)
        return words("twins.sentence", apart=said[:1].upper() + said[1:])
    clauses = [_apart("among", own, first, name, trace, words) for name, trace in others]
    return words("twins.among", step=steps.pop(), first=_letter(own), clauses=words("twins.and").join(clauses))


def outcomes(traces: Mapping[str, Trace], words: Words) -> str:
    """Both verdicts on each, its loss, and its accuracy where it has been looked at."""
    said = [_outcome(name, trace, words) for name, trace in traces.items() if len(trace)]
    return words("twins.outcomes", outcomes=words("twins.and").join(said)) if said else ""


def _apart(form: str, own: str, first: Trace, name: str, trace: Trace, words: Words) -> str:
    """One clause; form: apart, which names both and the step, or among, which names the other alone."""
    step = min(first.last_finite, trace.last_finite)
    sizes = np.array([each.signal_rms[step, 0] for each in (first, trace)], np.float64)
    said: dict[str, object] = {"other": _letter(name)}
    said |= {"step": step, "first": _letter(own)} if form == "apart" else {}
    if not (sizes > 0).all():
        return words(f"twins.{form}_none", **said)
    decades = float(np.diff(np.log10(sizes))[0])
    if abs(decades) < UNCHANGED:
        return words(f"twins.{form}_same", **said)
    if decades > 0:
        return words(f"twins.{form}_more", **said, decades=signed(decades), times=times(decades))
    return words(f"twins.{form}_less", **said, decades=signed(decades), part=part(decades))


def _letter(name: str) -> str:
    """A name begins with the twin's letter."""
    return name.partition(" ")[0]


def _outcome(name: str, trace: Trace, words: Words) -> str:
    found = outcome_of(trace)
    said = {
        "name": name,
        "signal": words(f"verdict.{found.signal}"),
        "learning": words(f"verdict.{found.learning}"),
        "loss": "NaN" if np.isnan(found.loss) else size(found.loss),
    }
    if found.held_out_accuracy is None:
        return words("twins.outcome", **said)
    return words("twins.outcome_accuracy", **said, accuracy=percent(found.held_out_accuracy))


def _field(name: str, words: Words) -> str:
    return words("twins.changes") if name == CHANGES else words(f"field.{name}.label")


def _values(experiments: Sequence[Experiment], name: str, words: Words) -> str:
    each = [_value(experiment, name, words) for experiment in experiments]
    said = [words("twins.value", letter=letter, value=value) for letter, value in zip(LETTERS, each, strict=False)]
    return words("twins.between").join(said)


def _value(experiment: Experiment, name: str, words: Words) -> str:
    if name == CHANGES:
        return words("twins.changed", count=len(experiment.changes))
    value = experiment.values()[name]
    if is_lent(str(value)):
        return words("twins.own")
    return words.value(name, value)
