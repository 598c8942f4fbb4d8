"""How every live figure looks: the page's own colours and type, powers of ten, the axes of a run.

Colours are CSS variables of Streamlit's theme; the browser fills them in (`gradflow.figures.drawing.live_figure`).
"""

from functools import lru_cache
from typing import Any

from gradflow.text import Words
from gradflow.trace import Trace

INK = "var(--st-text-color)"
RULE = "var(--st-border-color)"
PAPER = "var(--st-background-color)"
GROUND = "var(--st-secondary-background-color)"  # where nothing has been measured yet
ALARM = "var(--st-red-color)"
CHALK = "#ffffff"  # strokes on the lower half of the colour scale and on grey, which look the same in dark
CLEAR = "rgba(0,0,0,0)"

# matplotlib's viridis: perceptually uniform, and readable with any colour blindness
VIRIDIS = ("#440154", "#482475", "#414487", "#355f8d", "#2a788e", "#21918c", "#22a884", "#44bf70", "#7ad151", "#bddf26",
           "#fde725")  # fmt: skip
COLORSCALE = [[index / (len(VIRIDIS) - 1), colour] for index, colour in enumerate(VIRIDIS)]
# ColorBrewer's PuOr turned round: purple, viridis' dark end, is less and orange more; pale where nothing differs
PUOR = ("#542788", "#8073ac", "#b2abd2", "#d8daeb", "#f7f7f7", "#fee0b6", "#fdb863", "#e08214", "#b35806")
DIVERGING = [[index / (len(PUOR) - 1), colour] for index, colour in enumerate(PUOR)]
SLIM: dict[str, Any] = {"outlinewidth": 0, "thickness": 8}  # a colour scale
QUIET: dict[str, Any] = {"showgrid": False, "zeroline": False, "ticks": "outside", "ticklen": 3, "tickcolor": RULE}
FEW_STEPS = 8
GRID: dict[str, Any] = {"showgrid": True, "gridcolor": RULE, "gridwidth": 1}
LEGEND: dict[str, Any] = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "bgcolor": CLEAR,
                          "traceorder": "normal", "itemclick": False, "itemdoubleclick": False}  # fmt: skip


def base(**more: Any) -> dict[str, Any]:
    """What every layout starts from."""
    return {
        "font": {"family": "var(--st-font)", "size": 12, "color": INK},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": RULE,
            "font": {"color": INK, "family": "var(--st-font)"},
            "align": "left",
        },
        "modebar": {"bgcolor": PAPER, "color": INK, "activecolor": INK},
        "showlegend": False,
        **more,
    }


@lru_cache
def buttons(words: Words) -> dict[str, Any]:
    """Plotly's configuration; its dictionary also holds the words of the page's own buttons and tables."""
    dictionary = {
        "Reset axes": words("buttons.reset"),
        "Download plot as a PNG": words("buttons.png"),
        "Double-click to zoom back out": words("buttons.zoom_out"),
        **{name: words(f"buttons.{name}") for name in ("table", "png", "svg", "html")},
        **{name: words(f"table.{name}") for name in ("infinity", "minus_infinity", "nan", "gap")},
    }
    return {
        "displaylogo": False,
        "modeBarButtons": [["resetScale2d", "toImage"]],
        "toImageButtonOptions": {"filename": "gradflow", "scale": 2},
        "locale": words.language,
        "locales": {words.language: {"dictionary": dictionary, "format": {}}},
    }


def axis(name: str, number: int) -> str:
    """Plotly's name for the axis of subplot `number`, counted from 0: x, x2, x3."""
    return name if number == 0 else f"{name}{number + 1}"


def title(text: str, standoff: int = 5) -> dict[str, Any]:
    """An axis' name, close to its numbers; standoff: px between."""
    return {"title": {"text": text, "standoff": standoff}}


def title_below(text: str) -> dict[str, Any]:
    """The same of a horizontal axis, whose numbers are a little smaller, so that Chinese letters do not touch them:
    Plotly heeds a distance only where an axis asks for margins, which would make the picture lower."""
    return title(text) | {"ticklen": 2, "tickfont": {"size": 11}}


def power(decades: int) -> str:
    """10 to a whole power, as Plotly writes it."""
    return f"10<sup>{decades}</sup>".replace("-", "−")


def step_axis(trace: Trace) -> dict[str, Any]:
    """The whole budget, so that a picture fills from left to right; a run that broke off is shown as long as it was."""
    steps = float(trace.experiment.steps)
    if trace.first_non_finite() is not None:
        steps = min(steps, 1.1 * len(trace) + 1)
    ticks = {"dtick": 1} if steps <= FEW_STEPS else {}  # or Plotly would write halves of steps
    return {"range": [-0.5, steps - 0.5], **ticks}


def revision(trace: Trace) -> str:
    """While this stays the same, so does the learner's zoom."""
    return f"{trace.depth} {trace.experiment.steps}"


def layer_axis(trace: Trace, words: Words) -> dict[str, Any]:
    """All layers, and what a label says of the one pointed at."""
    layers = {"range": [0.5, trace.depth + 0.5], "tickvals": layer_ticks(trace.depth)}
    return QUIET | layers | {"unifiedhovertitle": {"text": words.along(trace.axis)("profile.layer")}}


@lru_cache
def layer_ticks(depth: int) -> list[int]:
    """The first and the last layer, and round numbers between them."""
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if depth <= 6 * step)
    between = [layer for layer in range(every, depth, every) if min(layer - 1, depth - layer) > every / 2]
    return sorted({1, *between, depth})
