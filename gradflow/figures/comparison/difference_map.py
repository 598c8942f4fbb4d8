"""Panels of runs side by side: each one's backward signal, and the decades by which another parts from the first."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of
from gradflow.diagnosis.underflow import underflows
from gradflow.figures.drawing.codes import FIRST, INFINITE, NAN, ZERO, Coded, encode
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.quantities import rows_of
from gradflow.text import Words
from gradflow.trace import Trace

REACHES = (1, 2, 4, 8, 16)  # decades the colours of a difference go to, each way; they only ever grow
LONGEST_NAME = 34  # characters over a panel

Traces = Mapping[str, Trace]  # by the name shown, the one the others are compared with first


class Panel(NamedTuple):
    """cells: what the heat map colours; codes: 0, infinity and NaN among them; small: underflow. [layer, column]"""

    name: str
    steps: NDArray[np.int32]
    layers: NDArray[np.int32]
    cells: dict[str, Any]
    codes: NDArray[np.uint16]
    small: NDArray[np.bool_]
    trace: Trace


def decades_apart(first: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.float32]:
    """log10 (other / first) of sizes of one shape; NaN where either is 0 or not finite."""
    return (decades_of(other) - decades_of(first)).astype(np.float32)


def signal_panel(name: str, trace: Trace, steps: NDArray[np.int32], words: Words) -> Panel:
    rows = rows_of(trace)
    codes = encode(trace.signal_rms[steps].T[rows])
    small = underflows(trace, "signal_rms", steps).T[rows]
    cells = {"z": Coded(codes, "log10"), "customdata": Coded(codes, "text"), "coloraxis": "coloraxis"}
    cells |= {"hovertemplate": f"<b>%{{customdata}}</b><br>{words('maps.cell')}<extra></extra>"}
    return Panel(f"<b>{_short(name)}</b>", steps, rows + 1, cells, codes, small, trace)


def differences(traces: Traces, budget: int, room: int, words: Words) -> tuple[list[Panel], int]:
    """The panels of those as deep as the first, and how far their colours go."""
    (own, first), *others = traces.items()
    found: list[Panel] = []
    reach, rows = 0.0, rows_of(first)
    for name, trace in others:
        if trace.depth != first.depth:
            continue
        steps = columns(min(len(first), len(trace)), budget, room)
        both = [each.signal_rms[steps].T[rows] for each in (first, trace)]
        apart = decades_apart(*both)
        reach = max(reach, float(np.nanmax(np.abs(apart), initial=0.0)))
        hover = f"<b>%{{z:+.2f}}</b> {words('twins.decades')}<br>{words('maps.cell')}<extra></extra>"
        cells = {"z": apart, "coloraxis": "coloraxis2", "hovertemplate": hover}
        said = words("twins.difference", first=letter(own), other=letter(name))
        none = np.zeros(apart.shape, np.bool_)
        found.append(Panel(said, steps, rows + 1, cells, _marks(*both), none, trace))
    return found, next((each for each in REACHES if reach <= each), REACHES[-1])


def _marks(first: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.uint16]:
    """Why a cell has no difference: NaN, infinite or 0 in either."""
    codes = np.full(first.shape, FIRST, np.uint16)
    for code, special in ((ZERO, lambda sizes: sizes == 0), (INFINITE, np.isinf), (NAN, np.isnan)):
        codes[special(first) | special(other)] = code
    return codes


def letter(name: str) -> str:
    """A name begins with the twin's letter."""
    return name.partition(" ")[0]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
