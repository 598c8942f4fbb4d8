"""The walk in sentences: what happens at one place of the passes, with that place's numbers."""

import numpy as np

from gradflow.decades import UNCHANGED
from gradflow.diagnosis.passes import Passes
from gradflow.networks import Layered
from gradflow.numbers import factor, part, size, times
from gradflow.text import Words


def walked(passes: Passes, position: int, network: Layered, words: Words) -> str:
    """One Markdown sentence for the place at this position."""
    place = passes.place(position)
    if place.way == "forward":
        return _forward(passes, place.layer, words)
    if place.way == "backward":
        return _backward(passes, place.layer, network, words)
    if place.way == "loss":
        finite = np.isfinite(passes.loss)
        return words("walk.loss", loss=size(passes.loss)) if finite else words("walk.loss_end")
    return words("walk.input")


def _forward(passes: Passes, layer: int, words: Words) -> str:
    where = {"layer": layer, "depth": passes.depth}
    h = passes.activations[layer - 1]
    below = passes.activations[layer - 2] if layer > 1 else 0.0
    if not np.isfinite(h):
        return words("walk.forward_end", **where)
    if h == 0:
        return words("walk.forward_zero", **where)
    if below == 0:  # or there is no layer below
        return words("walk.forward_size", size=size(h), **where)
    return words("walk.forward", size=size(h), factor=factor(h / below), below=layer - 1, **where)


def _backward(passes: Passes, layer: int, network: Layered, words: Words) -> str:
    where = {"layer": layer, "depth": passes.depth}
    signal, onto_h = passes.signals[layer - 1], passes.onto_activations[layer - 1]
    if not np.isfinite(signal):
        return words("walk.backward_end", **where)
    if signal == 0:
        return words("walk.backward_zero" if not passes.signals[:layer].any() else "walk.backward_none", **where)
    through = "walk.slope" if network.normalization == "none" else "walk.slope_normalized"
    how = {"through": words(through, activation=words(f"choice.activation.{network.activation}.label"))}
    if layer == passes.depth:
        if onto_h == 0:
            return words("walk.backward_size", size=size(signal), **where)
        numbers = {"onto": size(onto_h), "slopes": factor(signal / onto_h), "size": size(signal)}
        return words("walk.backward_first", **numbers, **how, **where)
    weights, slopes = 10 ** passes.chain.weights[layer - 1], 10 ** passes.chain.slopes[layer - 1]
    if not np.isfinite(weights * slopes):
        return words("walk.backward_size", size=size(signal), **where)
    factors = {"weights": factor(weights), "slopes": factor(slopes), "total": factor(weights * slopes)}
    key = "walk.backward" if network.connection == "plain" else "walk.backward_skip"
    return words(key, whole=_whole(passes, layer, words), **factors, **how, **where)


def _whole(passes: Passes, layer: int, words: Words) -> str:
    """What this layer receives, measured by what the last one does."""
    last = passes.signals[-1]
    decades = np.log10(passes.signals[layer - 1] / last) if last > 0 else np.inf
    way = "unchanged" if abs(decades) < UNCHANGED else "less" if decades < 0 else "more"
    numbers = {"part": part(min(0.0, decades)), "times": times(max(0.0, decades))}
    return words(f"walk.whole_{way}", depth=passes.depth, **numbers)
