"""The link in the address bar: read once when a session starts, written whenever the experiment changes."""

from collections.abc import Iterable
from urllib.parse import parse_qs, urlencode

import streamlit as st

from gradflow.experiment import Experiment, described_fields
from gradflow.fields import Choice, Rule, Switch
from gradflow.tasks import is_lent
from gradflow.text import Words, quoted
from gradflow.ui.language import PARAMETER, in_link
from gradflow.ui.stops import number

Pair = tuple[str, str]
MOST_COMPLAINTS = 5


def read() -> tuple[Experiment, list[Pair], bool]:
    """The experiment of the link, or the default one; what in the link could not be used; and whether it names
    data of somebody's own, of which a session that begins holds none."""
    pairs = [(n, text) for n in st.query_params for text in st.query_params.get_all(n) if n != PARAMETER]
    usable = [(name, text) for name, text in pairs if not (name == "task" and is_lent(text))]
    elsewhere = len(usable) < len(pairs)
    try:
        return Experiment.from_query(urlencode(usable)), [], elsewhere
    except ValueError:
        return Experiment(), [pair for pair in usable if _wrong([pair])] or usable, elsewhere


def write(experiment: Experiment, words: Words) -> None:
    """Make the address bar say what is on the page."""
    target = parse_qs(experiment.to_query()) | in_link(words)
    if target != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(target)


def complaint(wrong: list[Pair], words: Words) -> str:
    """One message that names what was wrong and what is allowed, as markdown."""
    lines = [_explained(name, text, words) for name, text in wrong[:MOST_COMPLAINTS]]
    if len(wrong) > MOST_COMPLAINTS:
        lines.append(words("link.more", count=len(wrong) - MOST_COMPLAINTS))
    return "\n".join([words("link.broken"), "", *(f"- {line}" for line in lines)])


def _wrong(pairs: Iterable[Pair]) -> bool:
    try:
        Experiment.from_query(urlencode(list(pairs)))
    except ValueError:
        return True
    return False


def _explained(name: str, text: str, words: Words) -> str:
    described = described_fields()
    if name in described:
        allowed = _allowed(described[name].rule, words)
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
