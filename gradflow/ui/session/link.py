"""The link in the address bar: read once when a session starts, written whenever the experiment changes."""

from collections.abc import Iterable, Sequence
from urllib.parse import parse_qs

import streamlit as st

from gradflow.experiment import Experiment, default_of
from gradflow.fields import Choice, Number, Switch
from gradflow.formats import FORMAT, is_newer
from gradflow.invalid import InvalidField, InvalidFields, QueryPair, WordedRule
from gradflow.link import CHANGE, LANGUAGE, NETWORK
from gradflow.networks import FAMILIES, Family
from gradflow.tasks import is_lent
from gradflow.text import Words, number, quoted
from gradflow.ui.session.language import in_link

MOST_COMPLAINTS = 5
Invalid = Sequence[InvalidField]


def named() -> Family | None:
    """The family that the link names, if it names one there is."""
    return FAMILIES.get(st.query_params.get(NETWORK, ""))


def pairs() -> list[QueryPair]:
    """What the link says."""
    return [(name, text) for name in st.query_params for text in st.query_params.get_all(name)]


def read(family: Family) -> tuple[Experiment, Invalid, bool]:
    """The experiment of the link, or the default one; what in the link could not be used; and whether it names
    data of somebody's own, of which a session that begins holds none."""
    said = [(name, text) for name, text in pairs() if name != LANGUAGE]
    usable = [(name, text) for name, text in said if not (name == "task" and is_lent(text))]
    elsewhere = len(usable) < len(said)
    default = default_of(family.config)
    try:
        return Experiment.from_query([(NETWORK, family.name), *usable]), (), elsewhere
    except InvalidFields as invalid:
        return default, invalid.fields, elsewhere


def write(experiment: Experiment, words: Words) -> None:
    """Make the address bar say what is on the page."""
    say(parse_qs(experiment.to_query()), words)


def say(pairs: dict[str, list[str]], words: Words) -> None:
    """Make the address bar say this, and the language where it belongs there."""
    target = pairs | in_link(words)
    if target != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(target)


def complaint(invalid: Iterable[InvalidField], words: Words) -> str:
    """One message that names what was wrong and what is allowed, as markdown."""
    lines = list(dict.fromkeys(explained(each, words) for each in invalid))
    said = lines[:MOST_COMPLAINTS]
    if len(lines) > MOST_COMPLAINTS:
        said.append(words("link.more", count=len(lines) - MOST_COMPLAINTS))
    return "\n".join([words("link.broken"), "", *(f"- {line}" for line in said)])


def explained(invalid: InvalidField, words: Words) -> str:
    """What is wrong with one part of a link, and what is allowed there."""
    if is_newer(invalid):
        return words("link.newer", format=quoted(str(invalid.value)), known=FORMAT)
    name, text = invalid.pair or (invalid.name, str(invalid.value))
    if name == CHANGE:
        allowed = words("link.change")
    elif invalid.rule is None:
        return words("link.unknown", name=quoted(name))
    else:
        allowed = _allowed(invalid.rule, words)
    return words("link.refused", name=name, value=quoted(text), allowed=allowed)


def _allowed(rule: WordedRule, words: Words) -> str:
    if isinstance(rule, Choice):
        return words("link.choice", names=", ".join(f"`{name}`" for name in rule.options))
    if isinstance(rule, Switch):
        return words("link.switch")
    if isinstance(rule, Number):
        return words("link.whole_range" if rule.whole else "link.range", low=number(rule.low), high=number(rule.high))
    return rule.allowed
