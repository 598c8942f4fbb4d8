"""Tiles: every run of a grid as a small map, layer × step, in one picture with one colour scale.

Rows are the first axis's values, columns the second's; each value of a third has a block of its own.
All small maps of a block are one heat map with gaps, for Plotly draws one of them faster than sixty. Over each
stand the sign of its verdict and its decades a layer. Layer 1 is at the bottom of each, as everywhere.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Group
from gradflow.diagnosis.run_thumbnail import COLUMNS, ROWS, RunThumbnail
from gradflow.figures.drawing.codes import EMPTY, Coded, encode
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.quantities import MAPS, SIGNAL
from gradflow.figures.drawing.style import COLORSCALE, GROUND, INK, QUIET, SLIM, axis, base, buttons
from gradflow.figures.grid.blocks import BROAD, GAP, SLENDER, Blocks
from gradflow.figures.grid.runs_table import runs_table
from gradflow.figures.grid.targets import SYMBOLS, WITHOUT_DECADES, axis_of, counted, signed, targets
from gradflow.text import Words

MOST_CODES = 60_000  # of two bytes, in all tiles together: what a frame sends
NOTHING_YET = "\u00a0"  # Plotly leaves a text out for good that was empty at first
LEGIBLE = 36  # pixels; in a tile less broad its number has no room


def tiles(grid: Grid, listed: list[Group], words: Words) -> LiveFigure:
    """The picture so far. listed: `groups` of the grid; its height is `height(grid, words)`."""
    words = words.along(axis_of(grid))
    plan = Blocks(grid, words)
    rows, columns = _resolution(listed)
    traces: list[dict[str, Any]] = []
    for block in range(plan.blocks):
        inside = [listed[at] for at in plan.members(block)]
        axes = {"xaxis": axis("x", block), "yaxis": axis("y", block)}
        place = plan.centres()
        drawn = [_ground(plan), _maps(inside, plan, rows, columns), _numbers(inside, plan, *place)]
        traces += [each | axes for each in [*drawn, targets(*place, inside, grid, words)]]
    return LiveFigure(
        traces=tuple(traces),
        layout=_layout(plan, words),
        wide=plan.arranged(BROAD, plan.across, 118, 12, words),
        narrow=plan.arranged(SLENDER, 1, 92, 8, words),
        description=counted(listed, grid, words),
        config=buttons(words),
        picks=tuple(range(3, len(traces), 4)),
        details=tuple(range(2, len(traces), 4)) if SLENDER / plan.columns < LEGIBLE else (),
        narrow_height=plan.height(SLENDER, 1) / plan.height(BROAD, plan.across),
        table=runs_table(grid, listed, ("decades_per_layer", "loss"), words),
    )


def height(grid: Grid, words: Words) -> int:
    """Of the wide layout, in pixels."""
    plan = Blocks(grid, words.along(axis_of(grid)))
    return plan.height(BROAD, plan.across)


def _layout(plan: Blocks, words: Words) -> dict[str, Any]:
    layout = base(hovermode="closest", hoverdistance=60, uirevision=f"{plan.rows} {plan.columns} {plan.blocks}")
    for block in range(plan.blocks):
        x, y = axis("x", block), axis("y", block)
        ticks = {"ticks": "", "fixedrange": True, "tickfont": {"size": 11}}
        across = {"anchor": y, "range": [-0.5, plan.columns - 0.5], "tickvals": list(range(plan.columns))}
        layout[axis("xaxis", block)] = QUIET | ticks | across | {"side": "top", "ticklabelstandoff": 4}
        middles = [row + plan.head / 2 for row in range(plan.rows)]  # of the maps
        down = {"anchor": x, "range": [plan.rows - 0.5, -0.5], "tickvals": middles, "ticktext": plan.labels[0]}
        layout[axis("yaxis", block)] = QUIET | ticks | down
    shown = MAPS[SIGNAL]
    bar = {"tickvals": shown.ticks, "ticktext": shown.tick_texts(), "tickfont": {"size": 11}} | SLIM
    scale = {"cmin": shown.low, "cmax": shown.high, "colorscale": COLORSCALE, "colorbar": bar}
    return layout | {"coloraxis": scale}


def _edges(tiles: int, inside: int, first: float, last: float) -> NDArray[np.float32]:
    """Where the cells of a row of tiles begin and end, the gaps between two tiles being cells too."""
    return (np.arange(tiles)[:, None] + np.linspace(first, last, inside + 1)).reshape(-1).astype(np.float32)


ACROSS = (-0.5 + GAP, 0.5 - GAP)


def _ground(plan: Blocks) -> dict[str, Any]:
    """A flat ground under every tile: where nothing has been measured yet, or no more."""
    flat = np.full((2 * plan.rows - 1, 2 * plan.columns - 1), EMPTY, np.uint16)
    flat[::2, ::2] = 1
    place = {"x": _edges(plan.columns, 1, *ACROSS), "y": _edges(plan.rows, 1, *plan.down)}
    colour = {"colorscale": [[0, GROUND], [1, GROUND]], "zmin": 0, "zmax": 1, "showscale": False, "hoverinfo": "skip"}
    return {"type": "heatmap", "z": Coded(flat, "zero")} | place | colour


def _maps(inside: list[Group], plan: Blocks, rows: int, columns: int) -> dict[str, Any]:
    """All maps of a block, the output's row at the top of each."""
    sizes = np.full((plan.rows, plan.columns, rows + 1, columns + 1), np.nan, np.float32)
    for at, group in enumerate(inside):
        if group.cells:
            sizes[at // plan.columns, at % plan.columns, :rows, :columns] = group.sizes(rows, columns)[::-1]
    flat = sizes.swapaxes(1, 2).reshape(plan.rows * (rows + 1), plan.columns * (columns + 1))[:-1, :-1]
    codes = encode(flat, empty=np.isnan(flat))
    place = {"x": _edges(plan.columns, columns, *ACROSS), "y": _edges(plan.rows, rows, *plan.down)}
    return {"type": "heatmap", "z": Coded(codes, "log10"), "coloraxis": "coloraxis", "hoverinfo": "skip"} | place


def _numbers(inside: list[Group], plan: Blocks, x: NDArray[np.float32], y: NDArray[np.float32]) -> dict[str, Any]:
    """Over every map: the verdict's sign, and decades a layer where they say something."""
    head = (y - 0.5 + plan.head / 2).astype(np.float32)
    font = {"size": 11, "color": INK}
    text = {"type": "scatter", "mode": "text", "text": [_number(group) for group in inside], "textfont": font}
    return text | {"x": x, "y": head, "hoverinfo": "skip", "cliponaxis": False}


def _number(group: Group) -> str:
    if group.signal is None:
        return NOTHING_YET
    slope = None if group.signal in WITHOUT_DECADES else group.spread("decades_per_layer")
    sign = SYMBOLS[group.signal]
    if not slope:
        return sign
    falls = {"vanishing": True, "exploding": False}.get(group.signal)
    told = falls is not None and falls == (slope.median < 0)  # the arrow says whether it is less or more
    return sign + (f"{abs(slope.median):.2f}" if told else signed(slope.median))


def _resolution(listed: list[Group]) -> tuple[int, int]:
    """Rows and columns of a tile, halved by turns until all tiles together are few enough."""
    done: list[RunThumbnail] = [cell for group in listed for cell in group.cells]
    rows = max((len(cell.depths) for cell in done), default=ROWS)
    columns = most = max((cell.columns for cell in done), default=COLUMNS)
    stride = 1
    while len(listed) * (rows + 1) * (columns + 1) > MOST_CODES:
        if columns > rows:
            stride += 1
            columns = -(-most // stride)
        else:
            rows = -(-rows // 2)
    return rows, columns
