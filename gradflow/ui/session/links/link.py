"""The link in the address bar: what a page makes of it, and what a page says of itself in it."""

from collections.abc import Collection, Iterable, Sequence
from urllib.parse import parse_qs

import streamlit as st

from gradflow.experiment import Experiment, default_of
from gradflow.fields import Choice, Number, Switch
from gradflow.formats import FORMAT, is_newer
from gradflow.invalid import InvalidField, InvalidFields, QueryPair, WordedRule
from gradflow.link import CHANGE, NETWORK, text_of
from gradflow.networks import FAMILIES, Family
from gradflow.tasks import is_lent
from gradflow.text import Words, number, quoted
from gradflow.ui.session.address import Address, Said
from gradflow.ui.session.language import in_link
from gradflow.ui.session.offered import Offered, Sentence
from gradflow.ui.session.place import PagePlace

MOST_COMPLAINTS = 5
Invalid = Sequence[InvalidField]


def named() -> Family | None:
    """The family that the link names, if it names one there is."""
    return FAMILIES.get(st.query_params.get(NETWORK, ""))


def pairs() -> list[QueryPair]:
    """What the link says."""
    return [(name, text) for name in st.query_params for text in st.query_params.get_all(name)]


def bar() -> Said:
    """What the link says, by name."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def read(family: Family, held: Collection[str] = ()) -> tuple[Experiment, Invalid, str]:
    """The experiment of the link, or the default one; what in the link could not be used; and the task of somebody's
    own data that it names, "" where it names none or one of those that this session holds."""
    said = pairs()
    usable = [(name, text) for name, text in said if name != "task" or not is_lent(text) or text in held]
    elsewhere = next((text for name, text in said if (name, text) not in usable), "")
    default = default_of(family.config)
    try:
        return Experiment.from_query([(NETWORK, family.name), *usable]), (), elsewhere
    except InvalidFields as invalid:
        return default, invalid.fields, elsewhere


def said_of(said: Iterable[QueryPair], words: Words, place: PagePlace | None = None) -> Said:
    """What a page has to say in the address bar: what it shows, where on the page if it is not as at first, and the
    language where it belongs there."""
    return parse_qs(text_of([*said, *(place.chosen() if place else [])])) | in_link(words)


def write(address: Address, says: Said) -> None:
    """Make the address bar say this, if it does not yet."""
    if (news := address.news(says)) is not None:
        st.query_params.from_dict(news)


def complaint(invalid: Iterable[InvalidField], words: Words, broken: str = "link.broken") -> str:
    """One message that names what was wrong and what is allowed, as markdown; broken: how it begins."""
    lines = list(dict.fromkeys(explained(each, words) for each in invalid))
    said = lines[:MOST_COMPLAINTS]
    if len(lines) > MOST_COMPLAINTS:
        said.append(words("link.more", count=len(lines) - MOST_COMPLAINTS))
    return "\n".join([words(broken), "", *(f"- {line}" for line in said)])


def explained(invalid: InvalidField, words: Words) -> str:
    """What is wrong with one part of a link, and what is allowed there."""
    if is_newer(invalid):
        return words("link.newer", format=quoted(str(invalid.value)), known=FORMAT)
    name, text = invalid.pair or (invalid.name, str(invalid.value))
    if name == CHANGE:
        allowed = words("link.change")
    elif invalid.rule is None:
        return words("link.elsewhere" if invalid.elsewhere else "link.unknown", name=quoted(name))
    else:
        allowed = _allowed(invalid.rule, words)
    return words("link.refused", name=name, value=quoted(text), allowed=allowed)


def _allowed(rule: WordedRule, words: Words) -> str:
    if isinstance(rule, Choice):
        return words("link.choice", names=words("list.and").join(f"`{name}`" for name in rule.options))
    if isinstance(rule, Offered):
        return words("link.some", names=words("list.and").join(f"`{name}`" for name in rule.options))
    if isinstance(rule, Sentence):
        return words("link.sentence", most=rule.most)
    if isinstance(rule, Switch):
        return words("link.switch")
    if isinstance(rule, Number):
        return words("link.whole_range" if rule.whole else "link.range", low=number(rule.low), high=number(rule.high))
    return rule.allowed
