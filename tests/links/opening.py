"""What a link opens on a page, as plain values: as the table of links has it."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid, opening_knobs
from gradflow.comparison.twins import read as read_twins
from gradflow.experiment import Experiment
from gradflow.invalid import InvalidField
from gradflow.link import TWIN
from gradflow.networks import FAMILIES, Family
from gradflow.ui.grid.two_knobs import is_lattice
from gradflow.ui.session.links import grid_link, link
from gradflow.ui.site import laboratory_of

Plain = dict[str, Any]
LABORATORIES: dict[str, Family] = {family.page: family for family in FAMILIES.values()}
GRIDS: dict[str, tuple[Callable[[Family], Grid], Callable[[Grid], bool]]] = {
    "grid": (opening_grid, lambda _: True),
    "knobs": (opening_knobs, is_lattice),
}


class Address(dict[str, list[str]]):
    """An address bar, as Streamlit hands it out."""

    def __init__(self, query: str) -> None:
        super().__init__(parse_qs(query.lstrip("?"), keep_blank_values=True))

    def get(self, name: str, default: Any = None) -> Any:
        return self[name][-1] if name in self else default

    def get_all(self, name: str) -> list[str]:
        return list(dict.get(self, name, ()))


def opened(page: str, query: str, monkeypatch: Any) -> Plain:
    """Everything that the page makes of the link."""
    bar = SimpleNamespace(query_params=Address(query))
    for module in (link, grid_link):
        monkeypatch.setattr(module, "st", bar)
    if page in LABORATORIES:
        return _laboratory(LABORATORIES[page])
    return _twins(bar.query_params.get_all(TWIN)) if page == "twins" else _grid(*GRIDS[page])


def plain(experiment: Experiment) -> Plain:
    """Every field, and the changes."""
    changes = [[change.step, change.name, change.value] for change in experiment.changes]
    return {"network": experiment.family.name} | experiment.values() | {"changes": changes}


def _laboratory(family: Family) -> Plain:
    other = link.named() or family
    experiment, invalid, elsewhere = link.read(other)
    said: Plain = {"opens": plain(experiment)} | _wrong(invalid)
    said |= {"moves to": laboratory_of(other).name} if other is not family else {}
    return said | ({"elsewhere": True} if elsewhere else {})


def _twins(texts: list[str]) -> Plain:
    good, wrong = read_twins(texts)
    named = [[each.number, each.why, each.text] for each in wrong]
    return {"opens": [plain(each) for each in good]} | ({"wrong": named} if named else {})


def _grid(default: Callable[[Family], Grid], fits: Callable[[Grid], bool]) -> Plain:
    grid, invalid, refused, shown = grid_link.read(default, fits)
    axes = [[axis.name, list(axis.values)] for axis in grid.axes]
    said: Plain = {"opens": {"base": plain(grid.base), "axes": axes}} | _wrong(invalid)
    said |= {"shown": shown} if shown else {}
    return said | ({"refused": refused.why} if refused else {})


def _wrong(invalid: Iterable[InvalidField]) -> Plain:
    """The parts of the link that are named, each once."""
    named = dict.fromkeys(each.pair or (each.name, str(each.value)) for each in invalid)
    return {"wrong": [list(pair) for pair in named]} if named else {}
