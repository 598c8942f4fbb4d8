"""One control for one field: its rule decides which, and where its limits are."""

from dataclasses import replace
from functools import partial
from typing import Any, Protocol

import streamlit as st

from gradflow.experiment import Experiment
from gradflow.fields import Choice, Number, Switch, Value, allows
from gradflow.tasks import alike, is_lent
from gradflow.tasks.own import Own
from gradflow.text import Words, number
from gradflow.ui.session.browser_state import bound, refuse, refused
from gradflow.ui.widgets.formulas import formula, source
from gradflow.ui.widgets.numbers.number_field import number_field, refusal
from gradflow.ui.widgets.numbers.slider_stops import scale
from gradflow.ui.widgets.terms import entry, linked

# The groups of fields, in order, and whether a laboratory opens with their controls in sight.
OPEN_AT_FIRST = {"network": True, "remedies": True, "training": False, "limits": False}
TOO_MANY_TO_SLIDE = 1024  # whole numbers; beyond, a slider 250 pixels long cannot hit one


class Chooser(Protocol):
    """Whose experiment a control shows and changes; and the data of one's own it may offer."""

    @property
    def now(self) -> Experiment: ...
    @property
    def own(self) -> Own | None: ...
    def choose(self, **values: Value | None) -> None: ...


def control(name: str, session: Chooser, words: Words, of: str = "", ends: tuple[float, float] | None = None) -> None:
    """Show the experiment's value of this field and let the learner change it; of: what its key begins with; ends: from
    where to where a number goes, if not all the way."""
    value = _shown(session.now, name)
    rule = _between(rule_of(session.now, name), ends, value)
    key = f"{words.language}.{of}{name}"
    obey = partial(_typed, session, name, rule, key) if _is_typed(rule) else partial(_choose, session, name)
    common = bound(key, value, obey)
    common |= {"label": words(f"field.{name}.label"), "help": _help(name, value, isinstance(rule, Choice), words)}
    if isinstance(rule, Choice):
        common |= {"format_func": lambda option: _label(name, option, session, words)}
        options = _options(name, session)
        st.selectbox(options=options, index=options.index(value), **common)
        if shown := formula(name, str(value)):
            st.caption(f"${shown}$")
    elif isinstance(rule, Switch):
        st.toggle(value=value, **common)
    elif rule.log:
        st.select_slider(options=scale(rule, value), value=value, format_func=number, **common)  # type: ignore[arg-type]
    elif _is_typed(rule):
        number_field(rule=rule, words=words, value=value, **common)
        if (typed := refused(key)) is not None:
            refusal(common["label"], rule, typed, words)
    elif rule.whole:
        st.slider(min_value=int(rule.low), max_value=int(rule.high), value=value, step=int(rule.step or 1), **common)
    else:
        st.slider(min_value=rule.low, max_value=rule.high, value=value, step=rule.step, format="%g", **common)
    if meant := words.meant(name, value):
        st.caption(words("set_to.form", field=f"{value:g}", value=meant))


def rule_of(experiment: Experiment, name: str) -> Any:
    """What the field may be, where the task's data has not enough for all that its family allows."""
    rule, most = experiment.described()[name].rule, experiment.family.most(experiment.task)
    return replace(rule, high=most[name]) if name in most else rule


def _between(rule: Any, ends: tuple[float, float] | None, value: Any) -> Any:
    """The rule from one end to the other; what it is now it may be."""
    return replace(rule, low=min(ends[0], value), high=max(ends[1], value)) if ends else rule


def relevant(experiment: Experiment, name: str) -> bool:
    """Whether the field matters, given what else is chosen."""
    rule = experiment.described()[name].rule
    if isinstance(rule, Choice) and len(rule.options) == 1:
        return False
    if name in experiment.fixed():
        return False
    return experiment.reads(name)


def settings(session: Chooser, words: Words) -> str:
    """Everything that its controls show, in one line: what a printed page is of."""
    shown = {name: _shown(session.now, name) for name in session.now.described() if relevant(session.now, name)}
    named = {name: _label(name, value, session, words) for name, value in shown.items() if is_lent(str(value))}
    said = [words.set_to(name, named.get(name, value)) for name, value in shown.items()]
    return words("change.and").join(said)


def _shown(experiment: Experiment, name: str) -> Any:
    """The field's value; where it is left open, the default that stands for it."""
    value = experiment.values()[name]
    return experiment.resolved(name) if value is None else value


def _options(name: str, session: Chooser) -> list[str]:
    """The choices there are, and the learner's own data beside the tasks."""
    rule = session.now.described()[name].rule
    assert isinstance(rule, Choice)
    if name == "source_task":  # a network of another size has no weights for this one
        return [option for option in rule.options if alike(option, session.now.task)] or [session.now.task]
    return [*rule.options, *([session.own.name] if name == "task" and session.own else [])]


def _is_typed(rule: Any) -> bool:
    """Whether a number is typed, for a slider is too short."""
    return isinstance(rule, Number) and rule.whole and not rule.log and rule.high - rule.low >= TOO_MANY_TO_SLIDE - 1


def _typed(session: Chooser, name: str, rule: Number, key: str, value: Any) -> None:
    if allows(rule, value):
        _choose(session, name, rule.check(value))
    else:
        refuse(key, value)


def _choose(session: Chooser, name: str, value: Value | None) -> None:
    if not _is_allowed(name, value, session):
        return  # it still shows what was offered before, and says an option that is gone, by its label
    if session.now.described()[name].optional and value == session.now.replace(**{name: None}).resolved(name):
        value = None  # the default again: let it follow the optimizer
    session.choose(**{name: value})


def _is_allowed(name: str, value: Any, session: Chooser) -> bool:
    rule = session.now.described()[name].rule
    if isinstance(rule, Choice):
        return value in _options(name, session)
    return allows(rule, value)


def _label(name: str, option: str, session: Chooser, words: Words) -> str:
    if is_lent(option):
        return words("own.label", file=session.own.file if session.own else "")
    return words.of_choice(name, option)


def _help(name: str, value: Any, chosen_of_several: bool, words: Words) -> str:
    """Why the field matters, and what is special about what is chosen."""
    lines = [linked(words(f"field.{name}.help"), words)]
    if is_lent(str(value)):
        lines.append(words("own.note"))
    elif chosen_of_several:
        lines.append(f"**{words.of_choice(name, value)}** · {words.of_choice(name, value, 'note')}")
        if cited := source(name, str(value)):
            lines.append(words("control.source", source=cited))
        lines.append(f"[{words('glossary.all')}]({entry(f'field-{name}', words)})")
    return "\n\n".join(lines)
