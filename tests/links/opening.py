"""What a link opens on a page, as plain values: as the table of links has it."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import default_families, default_knobs
from gradflow.comparison.twins import read as read_twins
from gradflow.experiment import Experiment
from gradflow.invalid import InvalidField
from gradflow.link import TWIN
from gradflow.network import Network, kind_name
from gradflow.ui.grid.two_knobs import is_lattice
from gradflow.ui.session import grid_link, link
from gradflow.ui.site import PAGES, laboratory_of

Plain = dict[str, Any]
LABORATORIES: dict[str, type[Network]] = {page.name: page.laboratory_of for page in PAGES if page.laboratory_of}
GRIDS: dict[str, tuple[Callable[[type[Network]], Grid], Callable[[Grid], bool]]] = {
    "grid": (default_families, lambda _: True),
    "knobs": (default_knobs, is_lattice),
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
    return {"network": kind_name(experiment.network)} | experiment.values() | {"changes": changes}


def _laboratory(kind: type[Network]) -> Plain:
    other = link.named() or kind
    experiment, invalid, elsewhere = link.read(other)
    said: Plain = {"opens": plain(experiment)} | _wrong(invalid)
    said |= {"moves to": laboratory_of(other).name} if other is not kind else {}
    return said | ({"elsewhere": True} if elsewhere else {})


def _twins(texts: list[str]) -> Plain:
    good, wrong = read_twins(texts)
    named = [[each.number, each.why, each.text] for each in wrong]
    return {"opens": [plain(each) for each in good]} | ({"wrong": named} if named else {})


def _grid(default: Callable[[type[Network]], Grid], fits: Callable[[Grid], bool]) -> Plain:
    grid, invalid, refused, shown = grid_link.read(default, fits)
    axes = [[axis.name, list(axis.values)] for axis in grid.axes]
    said: Plain = {"opens": {"base": plain(grid.base), "axes": axes}} | _wrong(invalid)
    said |= {"shown": shown} if shown else {}
    return said | ({"refused": refused.why} if refused else {})


def _wrong(invalid: Iterable[InvalidField]) -> Plain:
    """The parts of the link that are named, each once."""
    named = dict.fromkeys(each.pair or (each.name, str(each.value)) for each in invalid)
    return {"wrong": [list(pair) for pair in named]} if named else {}
