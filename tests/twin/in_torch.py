"""A second twin, of ready-made torch.nn modules and torch.optim, in float64.

Made only of what PyTorch itself offers, so that nobody can say the textbook was misread.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.tasks import task_of
from tests.networks.known import layered_of
from tests.twin.made_in_torch import made_of_others, v_of
from tests.twin.network import Parameters

Array = NDArray[Any]

ACTIVATIONS: dict[str, Any] = {
    "identity": lambda a: torch.nn.Identity(),
    "sigmoid": lambda a: torch.nn.Sigmoid(),
    "tanh": lambda a: torch.nn.Tanh(),
    "hard_tanh": lambda a: torch.nn.Hardtanh(),
    "relu": lambda a: torch.nn.ReLU(),
    "leaky_relu": lambda a: torch.nn.LeakyReLU(a),
    "elu": lambda a: torch.nn.ELU(),
    "selu": lambda a: torch.nn.SELU(),
    "gelu": lambda a: torch.nn.GELU(),
    "silu": lambda a: torch.nn.SiLU(),
    "softplus": lambda a: torch.nn.Softplus(threshold=1e9),  # by default it becomes the identity at 20
}


class ShiftedRMSNorm(torch.nn.RMSNorm):
    """PyTorch's has γ alone; here every normalization has a β as well."""

    def __init__(self, width: int) -> None:
        super().__init__(width, eps=1e-5)
        self.shift = torch.nn.Parameter(torch.zeros(width))

    def forward(self, x: Any) -> Any:
        return super().forward(x) + self.shift


NORMALIZATIONS: dict[str, Any] = {
    "batch": lambda width: torch.nn.BatchNorm1d(width),
    "layer": lambda width: torch.nn.LayerNorm(width),
    "rms": lambda width: ShiftedRMSNorm(width),
    "group": lambda width: torch.nn.GroupNorm(4, width),
}

OPTIMIZERS: dict[str, Any] = {
    "gd": torch.optim.SGD,
    "sgd": torch.optim.SGD,
    "momentum": lambda p, **more: torch.optim.SGD(p, momentum=0.9, **more),
    "nesterov": lambda p, **more: torch.optim.SGD(p, momentum=0.9, nesterov=True, **more),
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}


class Plain(torch.nn.Module):
    """A plain network: Linear, then activation with a normalization before or after; hidden parts kept."""

    def __init__(self, experiment: Experiment, start: Parameters) -> None:
        super().__init__()
        mlp = layered_of(experiment)
        self.linears: Any = torch.nn.ModuleList(map(_linear, start.weights, start.biases))
        norms = [NORMALIZATIONS[mlp.normalization](mlp.width) for _ in range(mlp.depth) if mlp.normalization != "none"]
        self.norms: Any = torch.nn.ModuleList(norms).double()
        self.activation = ACTIVATIONS[mlp.activation](mlp.leaky_slope)
        self.before = mlp.norm_position == "before"
        if mlp.tied:
            for linear in self.linears[2:-1]:
                linear.weight = self.linears[1].weight
        else:
            made_of_others(self.linears[:-1], mlp)
        self.preactivations: list[Any] = []
        self.activations: list[Any] = []

    def forward(self, x: Any) -> Any:
        self.preactivations, self.activations = [], []
        for j, linear in enumerate(self.linears[:-1]):
            x = linear(x)
            self.preactivations.append(x)
            if self.norms and self.before:
                x = self.norms[j](x)
            x = self.activation(x)
            if self.norms and not self.before:
                x = self.norms[j](x)
            self.activations.append(x)
        return self.linears[-1](x)

    def weights(self) -> list[Array]:
        """As (fan_in, fan_out); PyTorch keeps (fan_out, fan_in)."""
        return [v_of(linear).detach().numpy().T for linear in self.linears]

    def biases(self) -> list[Array]:
        return [linear.bias.detach().numpy() for linear in self.linears]


def _linear(weights: Array, bias: Array) -> Any:
    linear = torch.nn.Linear(*weights.shape).double()
    linear.weight.data = torch.tensor(np.asarray(weights, np.float64).T.copy())
    linear.bias.data = torch.tensor(np.asarray(bias, np.float64))
    return linear


def loss_of(experiment: Experiment, output: Any, targets: Array) -> Any:
    y = torch.tensor(np.asarray(targets, np.float64))
    if task_of(experiment.task).objective == "regression":
        return torch.nn.functional.mse_loss(output, y)
    return torch.nn.functional.cross_entropy(output, y.argmax(dim=1))


def train(
    experiment: Experiment, start: Parameters, batches: Iterable[tuple[Array, Array]]
) -> tuple[Plain, list[float]]:
    """The network after one step a batch, and the loss before each; PyTorch's own optimizer and clipping."""
    network = Plain(experiment, start)
    more: dict[str, float] = {"lr": experiment.learning_rate}
    if experiment.l2:
        more["weight_decay"] = experiment.l2  # in every optimizer but AdamW, PyTorch's weight_decay is L2
    if experiment.optimizer == "adamw":
        more["weight_decay"] = experiment.resolved("weight_decay")
    optimizer = OPTIMIZERS[experiment.optimizer](network.parameters(), **more)
    losses = []
    for inputs, targets in batches:
        optimizer.zero_grad()
        loss = loss_of(experiment, network(torch.tensor(np.asarray(inputs, np.float64))), targets)
        loss.backward()
        if experiment.clipping == "norm":
            torch.nn.utils.clip_grad_norm_(network.parameters(), experiment.max_norm)
        if experiment.clipping == "value":
            torch.nn.utils.clip_grad_value_(network.parameters(), experiment.max_norm)
        optimizer.step()
        losses.append(float(loss.detach()))
    return network, losses
