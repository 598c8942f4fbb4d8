"""Branches: how much all that is added to skips adds to what they carry, for the signal forward as backward."""

from collections.abc import Callable
from typing import Any

# By connection, how many branches one after the other join what the skips carry through the network.
ADDING: dict[str, Callable[[int], int]] = {
    "residual": lambda depth: depth,
    "residual_post": lambda depth: max(1, (depth - 1) // 2),
    "input_skip": lambda depth: depth,
}
TOO_MUCH = 2.0  # times as much as the skips carry


def branch_excess(network: Any) -> float:
    """How many times as much as the skips carry the branches of all layers add, were each to keep the size of what it
    reads; 0 where layers have none. It is 1 at a scale of 1/√(their number)."""
    if (joining := ADDING.get(getattr(network, "connection", ""))) is None:
        return 0.0
    return float(network.branch_scale**2 * joining(network.depth))


def fitting_scale(network: Any) -> float:
    """Of branches that all together add as much as the skips carry."""
    return float(ADDING[network.connection](network.depth) ** -0.5)
