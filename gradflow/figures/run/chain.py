"""The chain-rule meter: a bar a layer, what the weights and what the slopes do to the signal; the bars add up to R."""

from typing import Any

import numpy as np

from gradflow.diagnosis.chain import Chain, chain_of
from gradflow.figures.drawing import spoken
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import Axis, over_layers, panel
from gradflow.figures.drawing.style import GRID, INK, QUIET, title
from gradflow.figures.drawing.table import Table
from gradflow.text import Words
from gradflow.trace import Trace

WEIGHTS, SLOPES = "var(--st-orange-color)", "var(--st-blue-color)"
SPAN = 1.0  # decades that are always shown on each side of 0
SNAP = 0.5
FORMULA = (
    r"$\log_{10} \dfrac{\mathrm{rms}\,\partial L/\partial z_1}{\mathrm{rms}\,\partial L/\partial z_{%(depth)d}}"
    r" = \underbrace{%(weights)+.1f}_{W}\;\underbrace{%(slopes)+.1f}_{\phi^\prime} = %(total)+.1f$"
)


def chain(trace: Trace, words: Words) -> LiveFigure:
    """Factors of the latest step with finite numbers, in decades."""
    layers = np.arange(1, trace.depth, dtype=np.int32)
    last = trace.last_finite
    nothing = np.full(trace.depth - 1, np.nan)
    found = chain_of(trace, last) if last >= 0 else Chain(nothing, nothing)
    total = found.total
    bars: list[dict[str, Any]] = [
        {"type": "bar", "meta": name, "x": layers, "y": part, "name": words(f"chain.{name}")}
        | {"hovertemplate": "%{y:+.2f}"}
        | {"marker": {"color": colour, "pattern": {"shape": hatching, "size": 5}}}
        for name, part, colour, hatching in (
            (spoken.WEIGHTS, found.weights, WEIGHTS, ""),
            (spoken.SLOPES, found.slopes, SLOPES, "/"),
        )
    ]
    style = {"mode": "markers", "marker": {"color": INK, "size": 6, "symbol": "diamond"}, "hovertemplate": "%{y:+.2f}"}
    dots: dict[str, Any] = {"type": "scatter", "x": layers, "y": total, "name": words("chain.total")} | style
    dots["meta"] = spoken.EACH
    return panel(
        trace,
        [*bars, dots],
        over_layers(trace, words),
        _axis(found, words),
        sentence(found, words),
        words,
        Table(
            words("chain.caption", step=max(0, last)),
            {words("axis.layer"): layers} | {bar["name"]: bar["y"] for bar in bars} | {dots["name"]: total},
        ),
        barmode="relative",
        bargap=0.25,
    )


def formula(trace: Trace) -> str:
    """The chain rule in decades with this step's numbers, LaTeX; "" where a size is 0 or not finite."""
    last = trace.last_finite
    if last < 0 or trace.depth < 2:
        return ""
    found = chain_of(trace, last)
    if not np.isfinite(found.total).all():
        return ""
    sums = {"weights": found.weights.sum(), "slopes": found.slopes.sum(), "total": found.total.sum()}
    return FORMULA % ({"depth": trace.depth} | sums)


def sentence(found: Chain, words: Words) -> str:
    """The sum with its numbers: what a figure says to a screen reader, and what stands above it."""
    if not np.isfinite(found.total).all() or not found.total.size:
        return words("chain.label_empty")
    sums = {name: f"{part.sum():+.1f}" for name, part in (("weights", found.weights), ("slopes", found.slopes))}
    layer = int(np.argmin(found.total)) + 1
    return words(
        "chain.label", total=f"{found.total.sum():+.1f}", **sums, layer=layer, worst=f"{found.total.min():+.2f}"
    )


def _axis(found: Chain, words: Words) -> Axis:
    parts = np.stack([found.weights, found.slopes])
    parts = np.where(np.isfinite(parts), parts, 0)
    low, high = np.minimum(parts, 0).sum(axis=0).min(initial=-SPAN), np.maximum(parts, 0).sum(axis=0).max(initial=SPAN)
    reach = [float(np.floor(low / SNAP) * SNAP), float(np.ceil(high / SNAP) * SNAP)]
    zero = {"zeroline": True, "zerolinecolor": INK, "zerolinewidth": 1}
    return QUIET | GRID | title(words("chain.axis")) | zero | {"range": reach}
