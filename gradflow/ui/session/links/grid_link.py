"""The link of a grid in the address bar: what a page makes of it, and what the page says of itself in it."""

from collections.abc import Callable, Collection, Iterable
from urllib.parse import parse_qs

import streamlit as st

from gradflow.comparison.axes import Refused
from gradflow.comparison.grid import Grid
from gradflow.experiment import Experiment
from gradflow.invalid import InvalidField, InvalidFields, QueryPair
from gradflow.link import AXIS, OF_PAGES, SHOWN
from gradflow.networks import DEFAULT, Family
from gradflow.tasks import is_lent
from gradflow.text import Words, quoted
from gradflow.ui.session.address import Said
from gradflow.ui.session.language import in_link
from gradflow.ui.session.links.link import Invalid, complaint, named, pairs

Read = tuple[Grid, Invalid, Refused | None, str]


def read(default: Callable[[Family], Grid], fits: Callable[[Grid], bool], held: Collection[str] = ()) -> Read:
    """The grid of the link, or the default one; what in the link could not be used, or why all of it together could
    not; and what is to colour a cell, "" where nothing is said. held: the tasks of this visit's own data."""
    said = [(name, text) for name, text in pairs() if name not in OF_PAGES]
    shown = st.query_params.get(SHOWN, "")
    opening = default(named() or DEFAULT)
    if not said:
        return opening, (), None, shown
    if any(name == "task" and is_lent(text) and text not in held for name, text in said):
        return opening, (), Refused("elsewhere", "elsewhere"), shown
    try:
        grid = Grid.from_query(said) if AXIS in dict(said) else _on(said, opening)
    except Refused as refused:
        return opening, (), refused, shown
    except InvalidFields as invalid:
        return opening, invalid.fields, None, shown
    return (grid, (), None, shown) if fits(grid) else (opening, (), Refused("lattice", "lattice"), shown)


def said_of(grid: Grid, shown: str, words: Words) -> Said:
    """What the address bar says of what is on the page; shown: "" where it is what the page opens with."""
    return parse_qs(grid.to_query()) | ({SHOWN: [shown]} if shown else {}) | in_link(words)


def explained(invalid: Iterable[InvalidField], refused: Refused | None, words: Words) -> str:
    """One message about a broken link, as markdown."""
    if refused is not None:
        return f"{words('grid.broken')} {words(f'grid.refused.{refused.why}', **refused.numbers)}"
    axes = [each.pair for each in invalid if each.pair and each.pair[0] == AXIS]
    others = [each for each in invalid if each.pair not in axes]
    lines = [f"- {words('grid.refused.axis', value=quoted(text))}" for _, text in dict.fromkeys(axes)]
    lines += complaint(others, words).splitlines()[2:] if others else []
    return "\n".join([words("grid.broken"), "", *lines])


def _on(said: list[QueryPair], opening: Grid) -> Grid:
    """A link to an experiment alone: the page's own axes on it."""
    base, folds = Experiment.from_query(said), opening.base.folds
    return Grid.of(base.replace(folds=folds) if folds > 1 else base, {axis.name: axis.values for axis in opening.axes})
