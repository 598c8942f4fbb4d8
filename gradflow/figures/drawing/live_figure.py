"""LiveFigure: a Plotly figure whose numbers travel as raw bytes (`wire.py`).

In a trace any array may stand where Plotly takes one (a heat map's z, a line's x and y), as a NumPy
array or as `Coded` sizes. A colour or font may be a CSS variable, "var(--st-text-color)"; the browser fills
in the page's own, so that light and dark both fit. A new picture needs no new script.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gradflow.figures.drawing.table import Table


@dataclass(frozen=True)
class LiveFigure:
    """One picture, ready to be sent.

    traces: Plotly traces.
    layout: Plotly's layout; wide, narrow: what a broad and what a small container adds to it.
    description: what a screen reader says, or how that is found: it is asked for less often than a picture is drawn.
    config: Plotly's configuration (buttons and their language).
    linked: traces whose cells are looked at together: pointing at one shows the same cell of all.
    layers: ids of the axes that count layers: pointing at a layer marks it in every other picture.
    picks: traces whose points stand for something one can open; their customdata says what.
    falling: bars that fall in place, those of the highest layer first, when `fall` is another word than before; ""
    stays as it is.
    details: traces that the narrow layout has no room for.
    narrow_height: height in the narrow layout, relative to the wide one's.
    table: its numbers; the browser builds it when it is asked for.
    """

    traces: tuple[dict[str, Any], ...]
    layout: dict[str, Any]
    wide: dict[str, Any]
    narrow: dict[str, Any]
    description: str | Callable[[], str]
    config: dict[str, Any]
    linked: tuple[int, ...] = ()
    layers: tuple[str, ...] = ()
    picks: tuple[int, ...] = ()
    details: tuple[int, ...] = ()
    falling: tuple[int, ...] = ()
    fall: str = ""
    narrow_height: float = 1.0
    table: Table | None = None

    @property
    def label(self) -> str:
        """What a screen reader says."""
        return self.description if isinstance(self.description, str) else self.description()
