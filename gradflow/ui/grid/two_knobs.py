"""Two knobs: which two numbers span the map, from where to where, and how many values of each."""

from functools import partial

import streamlit as st

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import spaced
from gradflow.fields import Number
from gradflow.text import Words, number
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.widgets.controls import relevant
from gradflow.ui.widgets.menu import menu
from gradflow.ui.widgets.numbers.slider_stops import scale

SEED = "seed"
SIDES = ("across", "up")
COUNTS = (4, 6, 8, 10, 12, 16, 20, 24)
AT_FIRST = 8  # values of a knob that is new
FAR = 20  # a range beyond which a new knob is first tried around the value it has


def is_lattice(grid: Grid) -> bool:
    """Whether the page can draw it: two numbers, and perhaps the seed."""
    described = grid.base.described()
    names = [axis.name for axis in grid.axes if axis.name != SEED]
    numbers = all(isinstance(described[name].rule, Number) for name in names)
    return len(names) == 2 and numbers and all(None not in axis.values for axis in grid.axes)


def two_knobs(session: GridSession, words: Words) -> None:
    """For each knob its field, its limits and how many values."""
    names = [name for name in session.values if name != SEED]
    for side, (name, other) in zip(SIDES, (names, names[::-1]), strict=True):
        menu(
            f"{words.language}.{side}",
            words(f"grid.{side}"),
            [each for each in _offered(session) if each != other],
            name,
            partial(_other_field, session, name),
            lambda each: words(f"field.{each}.label"),
            help=words("grid.side_help"),
        )
        limits(session, name, words)


def limits(session: GridSession, name: str, words: Words) -> None:
    values = session.values[name]
    rule: Number = session.now.described()[name].rule
    ends = (min(values), max(values))
    label = words("grid.from_to", field=words(f"field.{name}.label"))
    common = bound(f"{words.language}.ends.{name}", ends, lambda ends: _spread(session, name, ends=ends))
    help = words("grid.range_help")
    if rule.log:
        stops = sorted({*scale(rule, ends[0]), *scale(rule, ends[1])})
        st.select_slider(label, options=stops, value=ends, format_func=number, help=help, **common)
    elif rule.whole:
        st.slider(label, int(rule.low), int(rule.high), value=ends, help=help, **common)
    else:
        st.slider(label, rule.low, rule.high, value=ends, step=rule.step, format="%g", help=help, **common)
    counts = sorted({*COUNTS, len(values)})
    st.select_slider(
        words("grid.points"),
        counts,
        value=len(values),
        help=words("grid.points_help"),
        **bound(f"{words.language}.count.{name}", len(values), lambda count: _spread(session, name, count=count)),
    )


def _offered(session: GridSession) -> list[str]:
    """Every number that matters."""
    described = session.now.described()
    numbers = [name for name, field in described.items() if isinstance(field.rule, Number) and name != SEED]
    return [name for name in numbers if name in session.values or relevant(session.now, name)]


def _other_field(session: GridSession, before: str, name: str) -> None:
    if name != before:
        rule: Number = session.now.described()[name].rule
        value = _shown(session, name)
        low = rule.low if rule.high - rule.low < FAR else value / 4
        values = spaced(rule, low, 4 * value if value > 0 else low + (rule.high - low) / 4, AT_FIRST)
        session.compare({name if old == before else old: values if old == before else kept
                         for old, kept in session.values.items()})  # fmt: skip


def _shown(session: GridSession, name: str) -> float:
    value = session.now.values()[name]
    return float(session.now.resolved(name) if value is None else value)


def _spread(session: GridSession, name: str, ends: tuple[float, float] | None = None, count: int | None = None) -> None:
    """Other limits, or another number of values."""
    before = session.values[name]
    low, high = ends or (min(before), max(before))
    values = spaced(session.now.described()[name].rule, low, high, count or len(before))
    if len(values) < 2:
        return session.refuse("lattice")
    session.compare(session.values | {name: values})
