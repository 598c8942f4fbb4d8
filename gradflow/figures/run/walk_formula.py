"""The formula of one place of the passes, with its numbers filled in; letters and numbers only, no words."""

import numpy as np

from gradflow.diagnosis.passes import Passes
from gradflow.networks import Layered


def walk_formula(seen: Passes, position: int, network: Layered) -> str:
    """LaTeX. Where a layer is not a plain product, its factor is shown undivided."""
    place = seen.place(position)
    if place.way == "input":
        return "$h_0 = x$"
    if place.way == "loss":
        return f"$L = {_number(seen.loss)}$"
    return _forward(seen, place.layer, network) if place.way == "forward" else _backward(seen, place.layer, network)


def _forward(seen: Passes, layer: int, network: Layered) -> str:
    z = f"z_{{{layer}}}"
    if network.connection == "plain":
        z = f"{_h(layer - 1)} W_{{{layer}}} + b_{{{layer}}}"
    made = rf"{_h(layer)} &= {_activated(network)}({z})"
    size = rf"{_rms(_h(layer))} &= {_number(seen.activations[layer - 1])}"
    return rf"$\begin{{aligned}} {made} \\ {size} \end{{aligned}}$"


def _backward(seen: Passes, layer: int, network: Layered) -> str:
    arriving, onto = seen.signals[layer - 1], seen.onto_activations[layer - 1]
    end = _under(arriving, _signal("z", layer))
    slope = (
        rf"\phi^\prime(z_{{{layer}}})"
        if network.normalization == "none"
        else rf"\partial h_{{{layer}}}/\partial z_{{{layer}}}"
    )
    if layer == seen.depth:
        start, product = _under(onto, _signal("h", layer)), _under(arriving / onto if onto else np.nan, slope)
        return rf"${start} \times {product} = {end}$"
    start = _under(seen.signals[layer], _signal("z", layer + 1))
    weights, slopes = 10 ** seen.chain.weights[layer - 1], 10 ** seen.chain.slopes[layer - 1]
    if network.connection == "plain":
        product = rf"{_under(weights, f'W_{{{layer + 1}}}')} \times {_under(slopes, slope)}"
    else:
        product = _number(weights * slopes)
    return rf"${start} \times {product} = {end}$"


def _activated(network: Layered) -> str:
    """φ, with a hat where a normalization is part of it."""
    return r"\phi" if network.normalization == "none" else r"\hat\phi"


def _h(layer: int) -> str:
    return f"h_{{{layer}}}" if layer else "x"


def _rms(name: str) -> str:
    return rf"\mathrm{{rms}}\,{name}"


def _signal(name: str, layer: int) -> str:
    return _rms(rf"\partial L/\partial {name}_{{{layer}}}")


def _under(value: float, name: str) -> str:
    return rf"\underbrace{{{_number(value)}}}_{{{name}}}"


def _number(value: float) -> str:
    """Three digits, so that factors on show multiply to the product on show but for its last one; a power of ten where
    plain digits would be hard to read."""
    if not np.isfinite(value):
        return r"\infty" if np.isinf(value) else r"\mathrm{NaN}"
    if value == 0 or 99.95 <= value < 1e4:
        return f"{value:.0f}"
    if 1e-3 <= value < 1e4:
        return f"{value:#.3g}"
    mantissa, exponent = f"{value:.2e}".split("e")
    return rf"{mantissa}\cdot 10^{{{int(exponent)}}}"
