"""Where the twins' panels stand, and what their axes and colours mean: in a broad container and in a small one."""

from typing import Any

from gradflow.figures.comparison.difference_map import Panel, Traces
from gradflow.figures.drawing.marks import names
from gradflow.figures.drawing.quantities import SIGNAL, maps_of
from gradflow.figures.drawing.style import (
    ALARM,
    COLORSCALE,
    DIVERGING,
    GROUND,
    INK,
    QUIET,
    SLIM,
    axis,
    base,
    layer_axis,
    revision,
    step_axis,
    title,
)
from gradflow.figures.run import changes
from gradflow.text import Words

GAP = 0.035  # between panels, as a share of the width


def rows_in(twins: int) -> int:
    """Rows of panels in the wide layout: two and their difference have room beside each other."""
    return 1 if twins <= 2 else 2


def layout_of(traces: Traces, panels: list[Panel], reach: int, words: Words, at: int) -> dict[str, Any]:
    longest = max(traces.values(), key=lambda trace: step_axis(trace)["range"][1])
    deepest = max(traces.values(), key=lambda trace: trace.depth)
    named = "twins " + " ".join(revision(trace) for trace in traces.values())
    layout = base(plot_bgcolor=GROUND, hovermode="closest", uirevision=named, annotations=[], shapes=[])
    for number, panel in enumerate(panels):
        x, y = axis("x", number), axis("y", number)
        follow_x, follow_y = ({}, {}) if number == 0 else ({"matches": "x"}, {"matches": "y"})
        layout[axis("xaxis", number)] = QUIET | follow_x | {"anchor": y} | step_axis(longest)
        layout[axis("yaxis", number)] = layer_axis(deepest, words) | follow_y | {"anchor": x}
        corner = {"xref": f"{x} domain", "yref": f"{y} domain", "y": 1, "yanchor": "bottom", "showarrow": False}
        ended = panel.trace.first_non_finite() is not None
        note = "  ".join([words("twins.ended", step=len(panel.trace) - 1)] * ended)
        note = "  ".join(filter(None, [names(panel.codes, panel.small, words), note]))
        layout["annotations"] += [
            corner | {"text": panel.name, "x": 0, "xanchor": "left", "xshift": -2, "yshift": 2, "font": {"size": 13}},
            corner | {"text": note, "x": 1, "xanchor": "right", "yshift": 2},
        ]
        if ended:
            end = changes.vertical(len(panel.trace) - 1, x, y)
            layout["shapes"].append(end | {"line": changes.LINE | {"color": ALARM}})
        layout["shapes"] += changes.lines(panel.trace, x, y)
        if 0 <= at < max(map(len, traces.values())) - 1:
            layout["shapes"].append(changes.vertical(at, x, y) | {"line": {"color": INK, "width": 2}})
    shown = maps_of(deepest)[SIGNAL]
    sizes = {"tickvals": shown.ticks, "ticktext": shown.tick_texts()}
    layout["coloraxis"] = {"cmin": shown.low, "cmax": shown.high, "colorscale": COLORSCALE}
    layout["coloraxis"]["colorbar"] = sizes | {"tickfont": {"size": 11}} | SLIM
    ticks = [-reach, -reach / 2, 0, reach / 2, reach]
    said = {"tickvals": ticks, "ticktext": [f"{tick:+g}".replace("-", "−") if tick else "0" for tick in ticks]}
    layout["coloraxis2"] = {"cmin": -reach, "cmax": reach, "cmid": 0, "colorscale": DIVERGING}
    layout["coloraxis2"]["colorbar"] = said | {"tickfont": {"size": 11}} | SLIM
    return layout


def wide(twins: int, panels: int, words: Words) -> dict[str, Any]:
    """Side by side; of more than two, each difference below the map it belongs to."""
    layout: dict[str, Any] = {"margin": {"l": 46, "r": 22, "t": 28, "b": 92}, "dragmode": "zoom"}
    two_rows = rows_in(twins) == 2 and panels > twins
    across = twins if two_rows else panels
    for number in range(panels):
        below = number >= twins and two_rows
        column = number - panels + across if below else number  # the differences stand to the right
        left = column * (1 + GAP) / across
        x: dict[str, Any] = {"domain": [left, left + (1 + GAP) / across - GAP]}
        low, high = (0.0, 1.0) if not two_rows else (0.0, 0.44) if below else (0.56, 1.0)
        last = below or not two_rows
        layout[axis("xaxis", number)] = x | ({"title": {"text": words("axis.step"), "standoff": 5}} if last else {})
        named = column == 0 or (below and number == twins)
        layout[axis("yaxis", number)] = {"domain": [low, high], "showticklabels": named}
        if named:
            layout[axis("yaxis", number)] |= title(words("axis.layer"))
    bar = {"orientation": "h", "xanchor": "left", "xpad": 0, "ypad": 2}
    bar |= {"y": 0, "yref": "container", "yanchor": "bottom"}
    only = panels == twins
    signal = {"x": 0.0, "len": 1.0 if only else (1 + GAP) * twins / (2 * twins - 1) - GAP}
    layout["coloraxis"] = {"colorbar": bar | signal | _bar_title("twins.signal_bar", words)}
    left = (1 + GAP) * twins / (2 * twins - 1)
    layout["coloraxis2"] = {"colorbar": bar | {"x": left, "len": 1 - left} | _bar_title("twins.apart_bar", words)}
    return layout


def _bar_title(key: str, words: Words) -> dict[str, Any]:
    return {"title": {"text": words(key), "side": "bottom", "font": {"size": 11}}}


def narrow(twins: int, panels: int, words: Words) -> dict[str, Any]:
    """One below the other, the colour scales beside the first map and the first difference."""
    layout: dict[str, Any] = {"margin": {"l": 42, "r": 56, "t": 26, "b": 40}, "dragmode": False}
    gap = 0.14 / panels
    height = (1 - gap * (panels - 1)) / panels
    for number in range(panels):
        low = (panels - 1 - number) * (height + gap)
        layout[axis("xaxis", number)] = {"showticklabels": number == panels - 1}
        layout[axis("yaxis", number)] = {"domain": [low, min(1.0, low + height)], **title(words("axis.layer"))}
        if number in (0, twins):
            bar = {"x": 1, "xpad": 6, "y": low, "yanchor": "bottom", "len": height, "ypad": 0}
            layout["coloraxis" if number == 0 else "coloraxis2"] = {"colorbar": bar}
    layout[axis("xaxis", panels - 1)] |= title(words("axis.step"))
    return layout
