"""Twins: up to four experiments of one family of networks side by side, what differs between them, and if that is fair.

Names and numbers only, as an experiment is: the link holds them all.
"""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from gradflow.experiment import Experiment, default_of
from gradflow.fields import Choice, Rule, Switch, Value
from gradflow.formats import is_newer
from gradflow.invalid import InvalidField, InvalidFields, QueryPair
from gradflow.link import NETWORK, TWIN, pairs_of, text_of
from gradflow.networks import MLP, RNN
from gradflow.tasks import is_lent

MOST = 4
LONGEST = 2000  # characters of a twin in a link; all fields and twenty changes take fewer
CHANGES = "changes"  # beside the fields: what is changed in mid-run
SAME_DATA = ("task", "seed", "batch_size")  # decide what is learned from, in which order

Experiments = tuple[Experiment, ...]


class Wrong(NamedTuple):
    """A twin of a link, counted from 1, that cannot be used: many, long, kinds, elsewhere, newer or unknown; its text.

    fields: what is invalid in it.
    """

    number: int
    why: str
    text: str
    fields: tuple[InvalidField, ...] = ()


def differing(experiments: Sequence[Experiment]) -> tuple[str, ...]:
    """The fields whose values differ, in the order a page shows them, and CHANGES where those differ.

    A field that matters to none of them (the slope of a leaky ReLU nobody has) differs for nobody.
    """
    first = experiments[0]
    names = [
        name
        for name in first.described()
        if any(each.values()[name] != first.values()[name] for each in experiments)
        and any(each.reads(name) for each in experiments)
    ]
    return (*names, *([CHANGES] if any(each.changes != first.changes for each in experiments) else []))


def unfair(experiments: Sequence[Experiment]) -> tuple[str, ...]:
    """Those differing fields for which they do not learn from the same data in the same order."""
    return tuple(name for name in differing(experiments) if name in SAME_DATA)


def varied(experiment: Experiment, name: str, count: int) -> Experiments:
    """The experiment, and at most `count - 1` others that differ from it in this field alone."""
    described = experiment.described()[name]
    value = experiment.values()[name]
    own = experiment.resolved(name) if value is None else value
    changed = (experiment.replace(**{name: other}) for other in _others(described.rule, own))
    return (experiment, *list(dict.fromkeys(each for each in changed if each != experiment))[: count - 1])


def to_query(experiments: Sequence[Experiment]) -> str:
    """The link, without the question mark."""
    return text_of([(TWIN, text) for text in texts_of(experiments)])


def texts_of(experiments: Sequence[Experiment]) -> list[str]:
    """Each one's own link; of a default experiment its family, for an empty one would look forgotten."""
    return [each.to_query() or f"{NETWORK}={each.family.name}" for each in experiments]


def read(texts: Sequence[str], held: Container[str] = ()) -> tuple[Experiments, list[Wrong]]:
    """The twins of a link, each one's own link in `texts`, that can be used; and what is wrong with the others. held:
    tasks of somebody's own data that are at hand."""
    good: list[Experiment] = []
    wrong: list[Wrong] = [Wrong(MOST + 1, "many", "")] if len(texts) > MOST else []
    for number, text in enumerate(texts[:MOST], start=1):
        experiment, why, fields = _read(text, held)
        if experiment is not None and good and experiment.family is not good[0].family:
            experiment, why = None, "kinds"
        if experiment is None:
            wrong.append(Wrong(number, why, text, fields))
        else:
            good.append(experiment)
    return tuple(good), wrong


def _read(text: str, held: Container[str]) -> tuple[Experiment | None, str, tuple[InvalidField, ...]]:
    """The experiment, or why it cannot be used and what in it is invalid."""
    if len(text) > LONGEST:
        return None, "long", ()
    try:
        pairs = pairs_of(text)
        return (None, "elsewhere", ()) if _is_elsewhere(pairs, held) else (Experiment.from_query(pairs), "", ())
    except InvalidFields as invalid:
        return None, "newer" if any(map(is_newer, invalid.fields)) else "unknown", invalid.fields


def _is_elsewhere(pairs: Sequence[QueryPair], held: Container[str]) -> bool:
    """Whether they name somebody's own data that is not at hand."""
    return any(name == "task" and is_lent(task) and task not in held for name, task in pairs)


def _others(rule: Rule, value: Value) -> list[Value]:
    """Values one would try beside this one, the nearest first."""
    if isinstance(rule, Choice):
        if value not in rule.options:  # a learner's own data
            return list(rule.options)
        place = rule.options.index(value)
        return [*rule.options[place + 1 :], *rule.options[:place]]
    if isinstance(rule, Switch):
        return [not value]
    number = float(value)
    wanted = [2 * number, number / 2, 4 * number] if number > 0 else [rule.high / 4, rule.high / 2, rule.high]
    if rule.log:
        wanted = [10 * number, number / 10, 100 * number]
    if not rule.whole:
        return [float(f"{min(max(each, rule.low), rule.high):.6g}") for each in wanted]
    return [int(min(max(round(each), rule.low), rule.high)) for each in wanted]


def _each(base: Experiment, **values: Sequence[Value]) -> Experiments:
    """One experiment for each value of the field."""
    [(name, tried)] = values.items()
    return tuple(base.replace(**{name: value}) for value in tried)


# In the order of the menu; the first is what the page opens with: one remedy, twelve decades at layer 1, and an
# accuracy of 97 % instead of 9 %. What each must show is tested (tests/comparison/test_twins.py).
READY: Mapping[str, Experiments] = {
    "normalization": _each(default_of(MLP), normalization=("none", "batch")),
    "initializer": _each(
        default_of(MLP).replace(activation="relu", depth=30), initializer=("glorot_normal", "he_normal")
    ),
    "activation": _each(default_of(MLP), activation=("sigmoid", "tanh", "relu", "selu")),
    "connection": _each(  # nothing, addition, gate, concatenation
        default_of(MLP), connection=("plain", "residual", "highway", "dense")
    ),
    "clipping": _each(  # the first update is a leap to where the second step's loss is no number any more
        default_of(MLP).replace(activation="relu", initializer="he_normal", gain=1.6), clipping=("none", "norm")
    ),
    "cell": _each(default_of(RNN), cell=("tanh", "gru", "lstm")),
    "forget_bias": _each(default_of(RNN).replace(cell="lstm"), forget_bias=(1.0, 4.0)),
    "recurrent_initializer": _each(default_of(RNN), recurrent_initializer=("torch_uniform", "orthogonal")),
}
