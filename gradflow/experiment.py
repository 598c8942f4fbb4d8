"""Experiment: what to build and how to train it, as names and numbers only.

So it is at once link, cache key, preset and row of an export. Sliders, links and scripts are checked by one rule.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from gradflow.change import Change, beyond_end, judge_changes, read_changes
from gradflow.experiment_fields import ExperimentFields
from gradflow.fields import Described, Value, check_all, fields_of, judge, with_checked
from gradflow.invalid import InvalidFields, QueryPair
from gradflow.link import CHANGE, NETWORK, Query, change_text, pairs_of, split, text_of, value_text
from gradflow.networks import DEFAULT, FAMILIES, MLP, Family, Network, called, family_named, family_of
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.schedules import SCHEDULES
from gradflow.tasks import alike, can_be_cut, name_of_fold


@dataclass(frozen=True)
class Experiment(ExperimentFields):
    """Everything that decides a run; equal experiments give equal numbers.

    `steps` and `warmup_steps` count updates, `batch_size` samples. Raises InvalidFields naming every bad field, its
    value and what is allowed.

    >>> import gradflow
    >>> deep = gradflow.Experiment(network=gradflow.MLP(depth=20), steps=60)
    >>> deep.with_change(step=30, normalization="batch").at(30).network.normalization
    'batch'
    """

    def __post_init__(self) -> None:
        described = described_fields(self.family.config)
        values, bad = judge(described, {name: getattr(self, name) for name in fields_of(type(self))})
        changes, worse = judge_changes(self.changes, described, values.get("steps", Experiment.steps))
        if bad or worse:
            raise InvalidFields(*bad, *worse)
        for name, value in (values | {"changes": changes}).items():
            object.__setattr__(self, name, value)
        self._fit()

    def _fit(self) -> None:
        """What the task's data decides. InvalidFields where every value is allowed, and all together are not."""
        if beyond := beyond_end(self.changes, self.steps):
            raise InvalidFields(*beyond)
        decided = dict(self.fixed())
        folds = int(decided.pop("folds", self.folds))
        object.__setattr__(self, "folds", folds)
        if self.start == "pretrained" and not alike(self.task, self.source_task):
            object.__setattr__(self, "source_task", self.task)
        if folds > 1:
            object.__setattr__(self, "fold", min(self.fold, folds))
        most = self.family.most(self.task).items()
        if decided := decided or {name: each for name, each in most if getattr(self.network, name) > each}:
            object.__setattr__(self, "network", with_checked(self.network, **decided))
        self.family.check(self.network, self.batch_size)

    # -- reading ----------------------------------------------------------------------------------

    @property
    def family(self) -> Family:
        return family_of(self.network)

    @property
    def data(self) -> str:
        """The name of the data (`gradflow.tasks.task_of`): the task's, or of a fold of it."""
        return self.task if self.folds == 1 else name_of_fold(self.task, self.fold, self.folds)

    @property
    def source(self) -> Experiment | None:
        """The run whose weights this one begins with, if it does: the same network in the same training, on
        `source_task`."""
        if self.start != "pretrained":
            return None
        unread = ("start", "source_task", "source_steps", "copied_layers", "frozen_layers")
        defaults = {name: value for name, value in default_values(type(self.network)).items() if name in unread}
        return self.at(0).replace_checked({**defaults, "task": self.source_task, "steps": self.source_steps}, ())

    def described(self) -> dict[str, Any]:
        """Every field by name, with what is allowed for this family of networks."""
        return described_fields(type(self.network))

    def fixed(self) -> Mapping[str, Value]:
        """Those of the fields that the task's data decides."""
        return {**self.family.fixed(self.task), **({} if can_be_cut(self.task) else {"folds": 1})}

    def values(self) -> dict[str, Any]:
        """Every field by name, the network's among them, without the changes."""
        own = {name: getattr(self, name) for name in fields_of(type(self))}
        return own | {name: getattr(self.network, name) for name in fields_of(type(self.network))}

    def reads(self, name: str) -> bool:
        """Whether the field matters, given what else is chosen."""
        values, needs = self.values(), self.described()[name].needs
        return not needs or any(values[other] in fitting for other, fitting in needs)

    def resolved(self, name: str) -> float:
        """The number of an optional field: its own, or the optimizer's default (PyTorch's)."""
        value = getattr(self, name)
        return getattr(OPTIMIZERS[self.optimizer], name) if value is None else value

    def at(self, step: int) -> Experiment:
        """The experiment as it stands at `step`, earlier changes made and none left."""
        if not self.changes:
            return self  # asked several times a frame
        return self.replace_checked({each.name: each.value for each in self.changes if each.step <= step}, ())

    def agrees_until(self, other: Experiment, step: int) -> bool:
        """Whether both give the same numbers at all steps before `step`."""
        alike = dataclasses.replace(self, changes=other.changes, steps=other.steps) == other
        changes, others = ([c for c in e.changes if c.step < step] for e in (self, other))
        schedules = {self.schedule, *(change.value for change in changes if change.name == "schedule")}
        as_long = self.steps == other.steps or not any(SCHEDULES[str(name)].whole_run for name in schedules)
        return alike and changes == others and as_long

    # -- changing ---------------------------------------------------------------------------------

    def replace(self, **values: object) -> Experiment:
        """A copy with these fields, the network's among them, changed."""
        return self.replace_checked(check_all(self.described(), {"task": self.task} | values), self.changes)

    def replace_checked(self, values: Mapping[str, Any], changes: tuple[Change, ...]) -> Experiment:
        """A copy with these fields and changes, each of which was checked: none is checked a second time."""
        inner = {name: value for name, value in values.items() if name in fields_of(type(self.network))}
        outer = {name: value for name, value in values.items() if name not in inner}
        copy = with_checked(self, network=with_checked(self.network, **inner), changes=changes, **outer)
        copy._fit()
        return copy

    def with_change(self, step: int, **values: Value | None) -> Experiment:
        """A copy in which, from `step` on, these fields have these values."""
        more = tuple(Change(step, name, value) for name, value in values.items())
        return dataclasses.replace(self, changes=self.changes + more)

    # -- the link ---------------------------------------------------------------------------------

    def to_query(self) -> str:
        """The link: what differs from the default, as a query string without the question mark."""
        return self._link

    @cached_property
    def _link(self) -> str:
        return text_of(self.to_pairs())  # a frame asks again and again

    def to_pairs(self) -> list[QueryPair]:
        """What the link says."""
        defaults = default_values(type(self.network))
        own = {name: value for name, value in self.values().items() if value is not None and value != defaults[name]}
        pairs = [(NETWORK, self.family.name)] if self.family is not DEFAULT else []
        pairs += [(name, value_text(value)) for name, value in own.items()]
        return pairs + [(CHANGE, change_text(each.step, each.name, each.value)) for each in self.changes]

    @classmethod
    def from_query(cls, query: Query) -> Experiment:
        """The experiment of a link; InvalidFields names every bad field and every bad change."""
        texts, rest = split(pairs_of(query), CHANGE)
        fields = dict(rest)
        start = default_of(family_named(fields.pop(NETWORK, DEFAULT.name)).config)
        values, bad = judge(start.described(), fields, parse=True)
        changes, worse = read_changes(texts, start.described(), values.get("steps", start.steps))
        if bad or worse:
            raise InvalidFields(*bad, *worse)
        return start.replace_checked(values, changes)


def described_fields(network: type[Network] = MLP) -> dict[str, Any]:
    """Every field by name, experiment's and network's, in the order a page shows them."""
    return _described(family_of(network))


def default_of(network: type[Network] = MLP) -> Experiment:
    """What a laboratory opens with."""
    return _default(family_of(network))


def default_values(network: type[Network] = MLP) -> dict[str, Any]:
    return default_of(network).values()


@cache
def _described(family: Family) -> dict[str, Any]:
    fields = fields_of(Experiment) | fields_of(family.config)
    fields |= {name: dataclasses.replace(fields[name], rule=rule) for name, rule in family.allowed.items()}
    others = {name for each in FAMILIES.values() for name in fields_of(each.config)} - set(fields)
    having = {name: [each for each in FAMILIES.values() if name in fields_of(each.config)] for name in others}
    return Described(fields, called(family), {name: called(*families) for name, families in having.items()})


@cache
def _default(family: Family) -> Experiment:
    return Experiment(network=family.config(), **dict(family.default))  # type: ignore[arg-type]
