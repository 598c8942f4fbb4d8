"""The link of a grid in the address bar: read once when a session opens the page, written whenever the grid changes."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode

import streamlit as st

from gradflow.comparison.grid import Grid, Refused, parsed
from gradflow.experiment import Experiment, default_of
from gradflow.networks import MLP, NETWORKS, Network, TooManyStates, kind_name
from gradflow.text import Words, quoted
from gradflow.ui.session.language import PARAMETER, in_link
from gradflow.ui.session.link import NETWORK, QueryPair, complaint, named, pairs

AXIS = "grid"
SHOWN = "shown"  # what colours a cell, in a link
Read = tuple[Grid, list[QueryPair], Refused | None, str]


def read(default: Callable[[type[Network]], Grid], fits: Callable[[Grid], bool]) -> Read:
    """The grid of the link, or the default one; what in the link could not be used, or why all of it together could
    not; and what is to colour a cell, "" where nothing is said."""
    said = [(name, text) for name, text in pairs() if name not in (PARAMETER, SHOWN)]
    kind, shown = named() or MLP, st.query_params.get(SHOWN, "")
    opening = default(kind)
    if not said:
        return opening, [], None, shown
    try:
        grid = Grid.from_query(urlencode(said)) if AXIS in dict(said) else _on(said, opening)
    except Refused as refused:
        return opening, [], refused, shown
    except TooManyStates as too_many:
        return opening, [(too_many.product, str(too_many.states))], None, shown
    except ValueError:
        return opening, [pair for pair in said if _wrong(pair, kind)] or said, None, shown
    return (grid, [], None, shown) if fits(grid) else (opening, [], Refused("lattice", "lattice"), shown)


def write(grid: Grid, shown: str, words: Words) -> None:
    """Make the address bar say what is on the page; shown: "" where there is nothing to choose."""
    target = parse_qs(grid.to_query()) | ({SHOWN: [shown]} if shown else {}) | in_link(words)
    if target != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(target)


def explained(broken: list[QueryPair], refused: Refused | None, kind: type[Network], words: Words) -> str:
    """One message about a broken link, as markdown."""
    if refused is not None:
        return f"{words('grid.broken')} {words(f'grid.refused.{refused.why}', **refused.numbers)}"
    axes = [text for name, text in broken if name == AXIS]
    others = [pair for pair in broken if pair[0] != AXIS]
    lines = [f"- {words('grid.refused.axis', value=quoted(text))}" for text in axes]
    lines += complaint(others, kind, words).splitlines()[2:] if others else []
    return "\n".join([words("grid.broken"), "", *lines])


def _on(said: list[QueryPair], opening: Grid) -> Grid:
    """A link to an experiment alone: the page's own axes on it."""
    return Grid.of(Experiment.from_query(urlencode(said)), {axis.name: axis.values for axis in opening.axes})


def _wrong(pair: QueryPair, kind: type[Network]) -> bool:
    name, text = pair
    network = [] if name == NETWORK else [(NETWORK, kind_name(default_of(kind).network))]
    try:
        if name == AXIS:
            parsed(*text.split(":", 1), base=default_of(kind))
        else:
            Experiment.from_query(urlencode([*network, pair]))
    except ValueError:
        return True
    return name == NETWORK and text not in NETWORKS
