"""The link in the address bar: read once when a session starts, written whenever the experiment changes."""

from urllib.parse import parse_qs, urlencode

import streamlit as st

from gradflow.experiment import Experiment, default_of, described_fields
from gradflow.fields import Choice, Number, Rule, Switch
from gradflow.networks import MOST_STATES, NETWORKS, Network, TooManyStates
from gradflow.tasks import is_lent
from gradflow.text import Words, number, quoted
from gradflow.ui.session.language import PARAMETER, in_link

QueryPair = tuple[str, str]
MOST_COMPLAINTS = 5
NETWORK = "network"  # the kind of network, in a link


def named() -> type[Network] | None:
    """The kind of network that the link names, if it names one there is."""
    return NETWORKS.get(st.query_params.get(NETWORK, ""))


def pairs() -> list[QueryPair]:
    """What the link says."""
    return [(name, text) for name in st.query_params for text in st.query_params.get_all(name)]


def read(kind: type[Network]) -> tuple[Experiment, list[QueryPair], bool]:
    """The experiment of the link, or the default one; what in the link could not be used; and whether it names
    data of somebody's own, of which a session that begins holds none."""
    said = [(name, text) for name, text in pairs() if name != PARAMETER]
    usable = [(name, text) for name, text in said if not (name == "task" and is_lent(text))]
    elsewhere = len(usable) < len(said)
    of_kind = [] if NETWORK in st.query_params else [(NETWORK, _name_of(kind))]
    try:
        return Experiment.from_query(urlencode(of_kind + usable)), [], elsewhere
    except TooManyStates as too_many:
        return default_of(kind), [(too_many.product, str(too_many.states))], elsewhere
    except ValueError:
        wrong = [pair for pair in usable if _wrong(pair, kind)]
        return default_of(kind), wrong or usable, elsewhere


def write(experiment: Experiment, words: Words) -> None:
    """Make the address bar say what is on the page."""
    say(parse_qs(experiment.to_query()), words)


def say(pairs: dict[str, list[str]], words: Words) -> None:
    """Make the address bar say this, and the language where it belongs there."""
    target = pairs | in_link(words)
    if target != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(target)


def complaint(wrong: list[QueryPair], kind: type[Network], words: Words) -> str:
    """One message that names what was wrong and what is allowed, as markdown."""
    lines = [_explained(name, text, kind, words) for name, text in wrong[:MOST_COMPLAINTS]]
    if len(wrong) > MOST_COMPLAINTS:
        lines.append(words("link.more", count=len(wrong) - MOST_COMPLAINTS))
    return "\n".join([words("link.broken"), "", *(f"- {line}" for line in lines)])


def _wrong(pair: QueryPair, kind: type[Network]) -> bool:
    try:
        Experiment.from_query(urlencode(dict([(NETWORK, _name_of(kind)), pair])))
    except ValueError:
        return True
    return False


def _name_of(kind: type[Network]) -> str:
    return next(name for name, network in NETWORKS.items() if network is kind)


def _explained(name: str, text: str, kind: type[Network], words: Words) -> str:
    rules = {each: described.rule for each, described in described_fields(kind).items()}
    rules |= {NETWORK: Choice(tuple(NETWORKS)), TooManyStates.product: Number(1, MOST_STATES, whole=True)}
    if name in rules:
        allowed = _allowed(rules[name], words)
    elif name == "change":
        allowed = words("link.change")
    else:
        return words("link.unknown", name=quoted(name))
    return words("link.refused", name=name, value=quoted(text), allowed=allowed)


def _allowed(rule: Rule, words: Words) -> str:
    if isinstance(rule, Choice):
        return words("link.choice", names=", ".join(f"`{name}`" for name in rule.options))
    if isinstance(rule, Switch):
        return words("link.switch")
    return words("link.whole_range" if rule.whole else "link.range", low=number(rule.low), high=number(rule.high))
