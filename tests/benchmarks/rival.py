"""The rival: the same network, task and measures in PyTorch eager, as one would write it with autograd."""

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import Tensor, nn

from gradflow.tasks import data_of

SATURATED_BELOW = 0.05  # tanh's largest slope is 1


class Recorded:
    """A tanh network trained by SGD that records what gradflow records, at every step and layer.

    What is gathered stays on the device until the end of a step; one transfer a quantity and step.
    """

    def __init__(self, depth: int, width: int, inputs: Tensor, labels: Tensor) -> None:
        self.inputs, self.labels = inputs, labels
        sizes = [inputs.shape[1], *[width] * depth, 10]
        self.layers = [nn.Linear(i, o) for i, o in pairwise(sizes)]
        for layer in self.layers:
            nn.init.xavier_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.optimizer = torch.optim.SGD(self.parameters(), lr=0.1)

    def parameters(self) -> list[Tensor]:
        return [p for layer in self.layers for p in layer.parameters()]

    def step(self, chosen: Tensor) -> dict[str, Tensor]:
        h, targets = self.inputs[chosen], self.labels[chosen]
        preactivations: list[Tensor] = []
        activations: list[Tensor] = []
        for layer in self.layers[:-1]:
            z = layer(h)
            z.retain_grad()
            h = torch.tanh(z)
            h.retain_grad()
            preactivations.append(z)
            activations.append(h)
        outputs = self.layers[-1](h)
        loss = nn.functional.cross_entropy(outputs, targets)
        self.optimizer.zero_grad()
        loss.backward()
        weights = [layer.weight for layer in self.layers[:-1]]
        with torch.no_grad():
            raw = torch.nn.utils.get_total_norm([p.grad for p in self.parameters() if p.grad is not None])
            before = [weight.clone() for weight in weights]
            self.optimizer.step()
            slopes = [1 - h * h for h in activations]
            return {
                "loss": loss.detach(),
                "accuracy": (outputs.argmax(1) == targets).float().mean(),
                "raw_norm": raw,
                "activation_rms": torch.stack([_rms(h) for h in activations]),
                "signal_rms": torch.stack([_rms(z.grad) for z in preactivations]),
                "activation_gradient_rms": torch.stack([_rms(h.grad) for h in activations]),
                "weight_gradient_rms": torch.stack([_rms(weight.grad) for weight in weights]),
                "update_ratio": torch.stack(
                    [(new - old).norm() / old.norm() for new, old in zip(weights, before, strict=True)]
                ),
                "saturated_fraction": torch.stack([(s < SATURATED_BELOW).float().mean() for s in slopes]),
                "dead_fraction": torch.stack([(s == 0).all(0).float().mean() for s in slopes]),
            }


def _rms(x: Tensor | None) -> Tensor:
    assert x is not None
    return x.norm() / x.numel() ** 0.5


def runner(depth: int, width: int, batch: int, threads: int) -> Callable[[int], None]:
    """A function that makes n steps."""
    torch.set_num_threads(threads)
    data = data_of("digits")
    network = Recorded(depth, width, torch.from_numpy(data.inputs), torch.from_numpy(data.targets).argmax(1))
    generator = torch.Generator().manual_seed(0)

    def run(steps: int) -> None:
        for _ in range(steps):
            network.step(torch.randint(len(data.inputs), (batch,), generator=generator))

    return run
