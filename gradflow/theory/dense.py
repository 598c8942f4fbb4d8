"""Dense blocks in mean-field theory: a layer reads several, so that squares add, up as well as down.

A layer that reads p layers averages their mean squares, and hands each of them 1/p of what one alone would get.
"""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float

from gradflow.networks import Layered
from gradflow.theory.layer import Layer, log_add
from gradflow.theory.stream import Path, Upward, Wiring

Logs = Float[np.ndarray, " sample"]


def through_blocks(
    log_q: Logs, layer: Layer, network: Layered, log_gain: Callable[[int], float], wiring: Wiring
) -> tuple[Upward, list[list[Path]]]:
    """The sizes from log q of the first preactivation up, and every path out of every layer.

    log_gain: of so many layers that are read, log of their units · gain² · Var W.
    """
    up = Upward([log_q], [layer.passed(log_q)], [None])
    paths: list[list[Path]] = [[] for _ in range(network.depth)]
    for j in range(1, network.depth):
        read = network.read_by(j)
        below = range(j - read, j)
        mean = log_add(*(wiring.reads(up.passed[i]) for i in below)) - np.log(read)
        up.sizes.append(log_add(log_gain(read) + mean, wiring.log_bias))
        up.passed.append(layer.passed(up.sizes[-1]))
        up.gates.append(None)
        for i in below:
            factor = log_gain(read) - np.log(read) + up.passed[i].slope + wiring.log_left
            paths[i].append(Path(j, factor, drawn=True, gathered=wiring.gathered))
    return up, paths
