"""Rivals of the engine on pictures: the same convolutional network, task, descent and records in PyTorch eager.

python -m tests.benchmarks.convolutions
"""

import os
import statistics
import subprocess
import sys

import torch
from torch import Tensor, nn

from gradflow.engine.core.norms import MOST_ROWS
from gradflow.engine.train import begin_training
from gradflow.experiment import default_of
from gradflow.networks import CNN
from gradflow.tasks import data_of
from tests.benchmarks.__main__ import Runner, report, seconds, side_by_side

SATURATED_BELOW = 0.05  # tanh's largest slope is 1
STEPS = 20  # a chunk
SIZES = ((16, 16, 32), (20, 16, 64), (16, 32, 32), (50, 8, 32))  # depth, width, batch size; first the page's own


def engine(depth: int, width: int, batch: int) -> Runner:
    """A function that makes n steps of a tanh network."""
    opening = default_of(CNN).replace(activation="tanh", steps=20_000)
    training = begin_training(opening.replace(depth=depth, width=width, batch_size=batch))

    def run(steps: int) -> None:
        for _ in range(0, steps, STEPS):
            training.advance(STEPS)

    run(2 * STEPS)
    return run


def rival(depth: int, width: int, batch: int, threads: int) -> Runner:
    """The same in PyTorch, with what a trace has of every layer, and a look at held-out data after every chunk."""
    torch.set_num_threads(threads)
    data = data_of("digits")
    inputs, held_out = (torch.from_numpy(part).reshape(-1, 1, 8, 8) for part in (data.inputs, data.held_out_inputs))
    labels, unseen = (torch.from_numpy(part).argmax(1) for part in (data.targets, data.held_out_targets))
    layers = [nn.Conv2d(width if i else 1, width, 3, padding=1) for i in range(depth)]
    last = nn.Linear(width, 10)
    for layer in layers:
        nn.init.xavier_normal_(layer.weight)
    parameters = [p for module in (*layers, last) for p in module.parameters()]
    optimizer = torch.optim.SGD(parameters, lr=0.1)
    generator = torch.Generator().manual_seed(0)

    def passed(x: Tensor, kept: list[Tensor] | None = None) -> Tensor:
        for layer in layers:
            z = layer(x)
            x = torch.tanh(z)
            if kept is not None:
                for each in (z, x):
                    each.retain_grad()
                kept += [z, x]
        return last(x.mean(dim=(2, 3)))

    def step() -> dict[str, Tensor]:
        kept: list[Tensor] = []
        chosen = torch.randint(len(inputs), (batch,), generator=generator)
        outputs = passed(inputs[chosen], kept)
        loss = nn.functional.cross_entropy(outputs, labels[chosen])
        optimizer.zero_grad()
        loss.backward()
        zs, hs = kept[::2], kept[1::2]
        with torch.no_grad():
            gradients = [p.grad for p in parameters if p.grad is not None]
            raw = torch.nn.utils.get_total_norm(gradients)
            before = [p.clone() for p in parameters]
            clipped = torch.nn.utils.get_total_norm(gradients)  # as a trace has it, whether anything was clipped or not
            optimizer.step()
            slopes = [1 - h * h for h in hs]
            changes = [p - old for p, old in zip(parameters, before, strict=True)]
            ratios = [change.norm() / old.norm() for change, old in list(zip(changes, before, strict=True))[:-2:2]]
            return {
                "loss": loss.detach(),
                "accuracy": (outputs.argmax(1) == labels[chosen]).float().mean(),
                "activation_cosine": _mean_cosine(hs[-1].mean(dim=(2, 3))[:MOST_ROWS]),
                "raw_norm": raw,
                "clipped_norm": clipped,
                "update_norm": torch.nn.utils.get_total_norm(changes),
                "activation_rms": torch.stack([_rms(h) for h in hs]),
                "signal_rms": torch.stack([_rms(z.grad) for z in zs]),
                "activation_gradient_rms": torch.stack([_rms(h.grad) for h in hs]),
                "weight_gradient_rms": torch.stack([_rms(layer.weight.grad) for layer in layers]),
                "update_ratio": torch.stack(ratios),
                "saturated_fraction": torch.stack([(s < SATURATED_BELOW).float().mean() for s in slopes]),
                "dead_fraction": torch.stack([(s == 0).all(0).all(1).all(1).float().mean() for s in slopes]),
            }

    def run(steps: int) -> None:
        for done in range(1, steps + 1):
            {name: part.numpy() for name, part in step().items()}
            if done % STEPS == 0:
                with torch.no_grad():
                    nn.functional.cross_entropy(passed(held_out), unseen).item()

    return run


def _mean_cosine(rows: Tensor) -> Tensor:
    towards = nn.functional.normalize(rows)
    return ((towards @ towards.T).sum() - len(rows)) / (len(rows) * (len(rows) - 1))


def _rms(x: Tensor | None) -> Tensor:
    assert x is not None
    return x.norm() / x.numel() ** 0.5


def against_pytorch(depth: int, width: int, batch: int) -> None:
    speeds = {n: seconds(rival(depth, width, batch, n), 5) for n in range(1, (os.cpu_count() or 1) + 1)}
    best = min(speeds, key=lambda threads: speeds[threads])
    turns = side_by_side(engine(depth, width, batch), rival(depth, width, batch, best))
    what = f"convolutions {depth} × {width}, batch {batch}: PyTorch eager, same records, {best} threads"
    report(what, turns, ">= 1.5")


def a_new_shape() -> None:
    """Seconds from asking for a shape nobody compiled before to its first step, in a fresh process."""
    script = (
        "import jax, time; jax.config.update('jax_enable_compilation_cache', False)\n"
        "from gradflow.engine.train import begin_training; from gradflow.experiment import Experiment, default_of\n"
        "from gradflow.networks import CNN; e = default_of(CNN)\n"
        "begin_training(Experiment().replace(width=16)).advance(1); begun = time.perf_counter()\n"
        "begin_training(e.replace(width=12)).advance(1); print(time.perf_counter() - begun)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    print(f"{'convolutions: a new shape, asked to first step':<58} {float(done.stdout):6.2f} s  wanted <= 4")


def the_page() -> None:
    """Steps a second of what the page opens with."""
    run = engine(*SIZES[0])
    speed = 1 / statistics.median(seconds(run, STEPS) for _ in range(5))
    print(f"{'convolutions: the page that opens':<58} {speed:6.0f} steps/s  wanted >= 20")


if __name__ == "__main__":
    a_new_shape()
    the_page()
    for size in SIZES:
        against_pytorch(*size)
