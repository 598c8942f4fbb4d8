"""Branches: how much all that is added to skips adds to what they carry, for the signal forward as backward."""

from typing import Any

ADDING = ("residual", "input_skip")  # connections that add a branch in every layer
TOO_MUCH = 2.0  # times as much as the skips carry


def branch_excess(network: Any) -> float:
    """How many times as much as the skips carry the branches of all layers add, were each to keep the size of what it
    reads; 0 where layers have none. It is 1 at a scale of 1/√depth."""
    scale = network.branch_scale if getattr(network, "connection", "") in ADDING else 0.0
    return float(scale**2 * network.depth)


def fitting_scale(depth: int) -> float:
    """Of branches that all together add as much as the skips carry."""
    return float(depth**-0.5)
