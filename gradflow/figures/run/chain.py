"""The chain-rule meter: a bar a layer, what weights, dropout, slopes and dead units do; they add up to R."""

from typing import Any

import numpy as np

from gradflow.diagnosis.chain import Chain, between, chain_of
from gradflow.figures.drawing import spoken
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import Axis, over_layers, panel
from gradflow.figures.drawing.style import GRID, INK, QUIET, title
from gradflow.figures.drawing.table import Table
from gradflow.numbers import adding_up, signed
from gradflow.text import Words
from gradflow.trace import Trace

WEIGHTS, SLOPES, DEAD = "var(--st-orange-color)", "var(--st-blue-color)", "var(--st-gray-color)"
DROPOUT = "var(--st-green-color)"
LOOKS = {
    "matrices": (WEIGHTS, ""),
    "dropout": (DROPOUT, "."),
    "living": (SLOPES, "/"),
    "dead": (DEAD, "x"),
}  # colour and hatching
SPAN = 1.0  # decades that are always shown on each side of 0
SNAP = 0.5
FORMULA = (
    r"$\log_{10} \dfrac{\mathrm{rms}\,\partial L/\partial z_1}{\mathrm{rms}\,\partial L/\partial z_{%(depth)d}}"
    r" = %(parts)s = %(total)+.1f$"
)
SPOKEN = {"matrices": spoken.WEIGHTS, "dropout": spoken.WEIGHTS, "living": spoken.SLOPES, "dead": spoken.SLOPES}
SYMBOLS = {"matrices": "W", "dropout": r"1/\sqrt{1-p}", "living": r"\phi^\prime", "dead": r"\phi^\prime = 0"}
BETWEEN = {"": "", "normalized": r",\,\mathrm{N}", "skipping": r",\,+", "both": r",\,\mathrm{N},\,+"}


def chain(trace: Trace, words: Words) -> LiveFigure:
    """Factors of the latest step with finite numbers, in decades."""
    layers = np.arange(1, trace.depth, dtype=np.int32)
    last = trace.last_finite
    nothing = np.full(trace.depth - 1, np.nan)
    found = chain_of(trace, last) if last >= 0 else Chain(nothing, nothing, nothing, np.zeros(trace.depth - 1))
    total = found.total
    bars: list[dict[str, Any]] = [
        {"type": "bar", "meta": SPOKEN[cause], "x": layers, "y": part, "name": name_of(cause, trace, words)}
        | {"hovertemplate": "%{y:+.2f}"}
        | {"marker": {"color": LOOKS[cause][0], "pattern": {"shape": LOOKS[cause][1], "size": 5}}}
        for cause, part in found.parts().items()
    ]
    style = {"mode": "markers", "marker": {"color": INK, "size": 6, "symbol": "diamond"}, "hovertemplate": "%{y:+.2f}"}
    dots: dict[str, Any] = {"type": "scatter", "x": layers, "y": total, "name": words("chain.total")} | style
    return panel(
        trace,
        [*bars, dots],
        over_layers(trace, words),
        _axis(found, words),
        sentence(found, trace, words),
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
    *parts, total = sums_of(found)
    signs = SYMBOLS | {"living": SYMBOLS["living"] + BETWEEN[between(trace)]}
    shown = [(cause, part) for cause, part in zip(found.parts(), parts, strict=True) if part or cause != "dead"]
    written = r"\;".join(rf"\underbrace{{{part:+.1f}}}_{{{signs[cause]}}}" for cause, part in shown)
    return FORMULA % {"depth": trace.depth, "parts": written, "total": total}


def sums_of(found: Chain) -> list[float]:
    """Decades of each of the causes over all layers, and their sum; rounded so that they add up."""
    parts = adding_up([float(part.sum()) for part in found.parts().values()])
    return [*parts, adding_up([sum(parts)])[0]]


def name_of(cause: str, trace: Trace, words: Words) -> str:
    """What a cause is called; what stands between a layer's neurons besides their slope is named with it."""
    beside = between(trace) if cause in ("living", "slopes") else ""
    return words(f"chain.{cause}_{beside}" if beside else f"chain.{cause}")


def sentence(found: Chain, trace: Trace, words: Words) -> str:
    """The sum with its numbers: what a figure says to a screen reader, and what stands above it."""
    if not np.isfinite(found.total).all() or not found.total.size:
        return words("chain.label_empty")
    *parts, total = (signed(each) for each in sums_of(found))
    said = words("clause.and").join(
        words("chain.part", name=name_of(cause, trace, words), decades=part)
        for cause, part in zip(found.parts(), parts, strict=True)
    )
    layer, worst = int(np.argmin(found.total)) + 1, f"{found.total.min():+.2f}".replace("-", "−")
    return words("chain.label", what=said, total=total, layer=layer, worst=worst)


def _axis(found: Chain, words: Words) -> Axis:
    parts = np.stack(list(found.parts().values()))
    parts = np.where(np.isfinite(parts), parts, 0)
    low, high = np.minimum(parts, 0).sum(axis=0).min(initial=-SPAN), np.maximum(parts, 0).sum(axis=0).max(initial=SPAN)
    reach = [float(np.floor(low / SNAP) * SNAP), float(np.ceil(high / SNAP) * SNAP)]
    zero = {"zeroline": True, "zerolinecolor": INK, "zerolinewidth": 1}
    return QUIET | GRID | title(words("chain.axis")) | zero | {"range": reach}
