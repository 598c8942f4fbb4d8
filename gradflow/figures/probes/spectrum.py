"""The eigenvalues of the recurrent matrices in the complex plane, live: inside the unit circle a linear signal dies."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.note import note
from gradflow.figures.drawing.style import GRID, INK, LEGEND, QUIET, base, buttons, title
from gradflow.figures.drawing.table import ROWS, Table
from gradflow.figures.probes.look import DatedLook, dated, legend
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS
from gradflow.text import Words
from gradflow.trace import RecurrentTrace

COLOURS = ("var(--st-blue-color)", "var(--st-orange-color)", "var(--st-violet-color)", "var(--st-green-color)")
SYMBOLS = ("circle", "diamond", "cross", "triangle-up")  # nothing depends on colour alone
EDGE = 1.1  # of the plane shown, at least; it grows in jumps of STEP
STEP = 0.5


def spectrum(trace: RecurrentTrace, look: DatedLook[NDArray[np.floating]] | None, words: Words) -> LiveFigure:
    """look: after how many steps, and the eigenvalues [layer · gate · hidden, 2]."""
    network = downcast(trace.experiment.network, RNN)
    cell = CELLS[network.cell]
    found = None if look is None else look.seen.astype(np.float32)
    table = None
    finite = found is not None and bool(np.isfinite(found).all())
    traces: list[dict[str, Any]] = []
    shapes = [_circle(1.0, "solid")]
    sentence, edge = words("spectrum.waiting" if look is None else "spectrum.not_finite"), EDGE
    drawn = base(hovermode="closest", uirevision=str(network.hidden_size), showlegend=True, legend=LEGEND)
    if look is not None and found is not None and finite:
        sizes = np.hypot(*found.T)
        radius = float(sizes.max())
        edge = max(EDGE, np.ceil(1.05 * radius / STEP) * STEP)
        shapes.append(_circle(radius, "dash"))
        traces = _points(found.reshape(network.stacked_layers, cell.gates, -1, 2), cell.matrices, words)
        traces.append(_named(words("spectrum.circle"), "solid"))
        traces.append(_named(words("spectrum.radius", radius=f"{radius:.2f}"), "dash"))
        table = _table(found.reshape(-1, cell.gates, network.hidden_size, 2), names_of(cell.matrices, words), words)
        outside = int(np.sum(sizes > 1))
        numbers = {"count": len(sizes), "outside": outside, "radius": f"{radius:.2f}"}
        sentence = dated(look, trace, words("spectrum.label", step=look.after, **numbers), words)
        drawn["legend"] = legend(look, trace, words)
    else:
        drawn["annotations"] = [note(sentence)]
    plane = QUIET | GRID | {"range": [-edge, edge], "zeroline": True, "zerolinecolor": INK, "zerolinewidth": 0.5}
    drawn |= {
        "shapes": shapes,
        "xaxis": plane | title(words("spectrum.real")) | {"constrain": "domain"},
        "yaxis": plane | title(words("spectrum.imaginary")) | {"scaleanchor": "x", "constrain": "domain"},
    }
    return LiveFigure(
        traces=tuple(traces),
        layout=drawn,
        wide={"margin": {"l": 52, "r": 10, "t": 34, "b": 42}, "dragmode": "zoom"},
        narrow={"margin": {"l": 52, "r": 10, "t": 70, "b": 42}, "dragmode": False},
        description=sentence,
        config=buttons(words),
        table=table,
    )


def names_of(matrices: tuple[str, ...], words: Words) -> list[str]:
    """What each matrix is called."""
    return [words(f"gate.{matrix}") for matrix in matrices] or [words("spectrum.matrix")]


def _table(found: NDArray[np.float32], names: list[str], words: Words) -> Table:
    """The largest eigenvalues, largest first; found [layer, gate, hidden, 2]."""
    whose = np.broadcast_to(np.array(names)[None, :, None], found.shape[:3]).reshape(-1)
    flat = found.reshape(-1, 2)
    sizes = np.hypot(*flat.T)
    first = np.argsort(-sizes, kind="stable")[:ROWS]
    columns = {words("spectrum.of"): list(whose[first]), words("spectrum.size"): sizes[first]}
    parts = {words("spectrum.real"): flat[first, 0], words("spectrum.imaginary"): flat[first, 1]}
    return Table(words("spectrum.caption"), columns | parts)


def _points(found: NDArray[np.float32], matrices: tuple[str, ...], words: Words) -> list[dict[str, Any]]:
    """found [layer, gate, hidden, 2]: a colour a gate."""
    names, traces = names_of(matrices, words), []
    for gate, (name, colour, symbol) in enumerate(zip(names, COLOURS, SYMBOLS, strict=False)):
        x, y = (np.ascontiguousarray(found[:, gate, :, part].reshape(-1)) for part in range(2))
        style = {
            "mode": "markers",
            "marker": {"color": colour, "size": 5, "symbol": symbol},
            "hovertemplate": "%{x:.2f} %{y:+.2f} i",
        }
        traces.append({"type": "scatter", "x": x, "y": y, "name": name} | style)
    return traces


def _circle(radius: float, dash: str) -> dict[str, Any]:
    around = {"type": "circle", "x0": -radius, "x1": radius, "y0": -radius, "y1": radius, "layer": "below"}
    return around | {"line": {"color": INK, "width": 1, "dash": dash}}


def _named(name: str, dash: str) -> dict[str, Any]:
    """A line in the legend for a circle, which has none of its own."""
    style = {"mode": "lines", "line": {"color": INK, "width": 1, "dash": dash}, "hoverinfo": "skip"}
    return {"type": "scatter", "x": [None], "y": [None], "name": name} | style
