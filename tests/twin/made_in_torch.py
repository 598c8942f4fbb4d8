"""Weights made of others in PyTorch: its own weight normalization, and scaled weight standardization as published."""

from typing import Any

import torch

from gradflow.networks import Layered
from tests.twin.activations import standard_gain

MADE = ("weight_norm", "scaled_standardization")


class Standardized(torch.nn.Module):
    """W [unit, ...] of Brock et al. 2021, algorithm 1: each unit's weights lose their mean and have a length of γ g."""

    def __init__(self, units: int, gain: float) -> None:
        super().__init__()
        self.g, self.gain = torch.nn.Parameter(torch.ones(units, dtype=torch.float64)), gain

    def forward(self, v: Any) -> Any:
        flat = v.flatten(1)
        size = torch.rsqrt(torch.clamp(flat.var(dim=1, unbiased=False) * flat.shape[1], min=1e-4)) * self.g * self.gain
        return ((flat - flat.mean(dim=1, keepdim=True)) * size[:, None]).view_as(v)


def made_of_others(layers: Any, network: Layered) -> None:
    """The weights of all layers but the first, from what they are."""
    for layer in [*layers][1:]:
        if network.reparametrization == "weight_norm":
            torch.nn.utils.parametrizations.weight_norm(layer, dim=0)
        elif network.reparametrization == "scaled_standardization":
            gain = standard_gain(network.activation, network.leaky_slope)
            torch.nn.utils.parametrize.register_parametrization(layer, "weight", Standardized(len(layer.weight), gain))


def v_of(layer: Any) -> Any:
    """What is trained in place of a layer's weights, [unit, ...]."""
    if not torch.nn.utils.parametrize.is_parametrized(layer):
        return layer.weight
    made = layer.parametrizations.weight
    return made.original1 if hasattr(made, "original1") else made.original
