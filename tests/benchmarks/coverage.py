"""How many seeds lie in the band that theory draws for 19 of 20.

    python -m tests.benchmarks.coverage            all settings, more than an hour
    python -m tests.benchmarks.coverage 3/20       the third of twenty parts

Forty seeds of each setting; a seed's value is log10 of the signal's rms at the first layer or time step relative to
the last one's, before any update. Settings for which theory does not speak are counted apart.
"""

import sys
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment
from gradflow.networks import MLP, RNN
from gradflow.parts.activations import ACTIVATIONS
from gradflow.theory.predict import explain

SEEDS = 40
DEVIATIONS = 2  # on each side: 19 of 20


class Coverage(NamedTuple):
    """share: of the seeds inside the band, None where none is drawn; z: mean and deviation of the distances from its
    middle, in its own deviations; reason: of the prediction."""

    share: float | None
    z: tuple[float, float]
    reason: str


def settings() -> Iterator[Experiment]:
    """Every kind of network at widths from 8 to 256 and depths from 3 to 100, neighbours unlike each other."""
    rules = ("he_normal", "glorot_uniform", "orthogonal", "normal")
    shapes = ((3, 64), (10, 16), (20, 64), (50, 8), (50, 128), (100, 32), (5, 256), (30, 24))
    for number, (activation, rule) in enumerate(product(ACTIVATIONS, rules)):
        for depth, width in (shapes[number % 8], shapes[(number + 3) % 8]):
            scale = {"init_scale": 1.2 / np.sqrt(width)} if rule == "normal" else {}
            yield layered(depth, width, activation=activation, initializer=rule, **scale)
    for number, (activation, norm) in enumerate(product(("tanh", "relu", "sigmoid", "gelu", "selu"), NORMS)):
        yield layered(*shapes[number % 8], activation=activation, normalization=norm[0], norm_position=norm[1])
        yield layered(*shapes[(number + 5) % 8], activation=activation, normalization=norm[0], norm_position=norm[1],
                      initializer="he_normal", batch_size=(16, 512)[number % 2])  # fmt: skip
    joins = ("residual", "long_skip", "input_skip", "highway")
    for number, (activation, join) in enumerate(product(("tanh", "relu", "elu", "identity"), joins)):
        yield layered(*shapes[number % 8], activation=activation, connection=join, initializer="he_normal")
        yield layered(*shapes[(number + 2) % 8], activation=activation, connection=join, branch_scale=0.3)
    for number, (activation, bias) in enumerate(product(("tanh", "relu", "sigmoid", "silu"), (0.1, 0.5, 2.0))):
        yield layered(*shapes[number % 8], activation=activation, bias_gain=bias, initializer="glorot_normal")
    for number, (activation, gain) in enumerate(product(("tanh", "sigmoid", "hard_tanh", "softplus"), (0.5, 2, 12))):
        yield layered(*shapes[(number + 1) % 8], activation=activation, gain=float(gain), initializer="glorot_normal")
    for number, (activation, tied) in enumerate(product(("tanh", "relu", "sigmoid", "identity"), (8, 64, 128))):
        yield layered((20, 50)[number % 2], tied, activation=activation, tied=True, initializer="he_normal")
    for number, (activation, task) in enumerate(product(("tanh", "relu"), ("spirals", "circles", "linear", "moons"))):
        yield layered(*shapes[number % 8], activation=activation, initializer="he_normal").replace(task=task)
    for number, (cell, rule) in enumerate(product(("linear", "tanh", "relu", "sigmoid"), TIME_RULES)):
        network = RNN(cell, (16, 64, 128)[number % 3], (20, 60, 100)[number % 3], recurrent_initializer=rule)
        yield Experiment("adding", network, batch_size=64)


NORMS = (("batch", "before"), ("layer", "before"), ("rms", "before"), ("layer", "after"), ("batch", "after"))
TIME_RULES = ("orthogonal", "he_normal", "glorot_normal", "identity", "lecun_uniform")


def layered(depth: int, width: int, **fields: object) -> Experiment:
    batch = int(str(fields.pop("batch_size", 128)))
    return Experiment(network=MLP(depth=depth, width=width), batch_size=batch).replace(**fields)


def measured(e: Experiment, seeds: int = SEEDS) -> NDArray[np.float64]:
    """[seed], in decades; NaN where a signal is 0 or not finite."""
    first = [begin_training(e.replace(seed=seed, steps=1)).advance(1) for seed in range(seeds)]
    rows = [trace.signal_rms[0].astype(np.float64) for trace in first]
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.array([np.log10(row[0]) - np.log10(row[-1]) for row in rows])
    return np.where(np.isfinite(ends), ends, np.nan)


def coverage(e: Experiment, values: NDArray[np.float64]) -> Coverage:
    """Each seed held against its own prediction: over time that is of the seed's own matrix."""
    found = [explain(e.replace(seed=seed)) for seed in range(len(values))]
    if any(p.profile is None or p.spread is None for p in found):
        return Coverage(None, (np.nan, np.nan), found[0].reason)
    if not np.isfinite(values).any():
        return Coverage(None, (np.nan, np.nan), "beyond float32")
    off = values - np.array([p.profile[0] for p in found if p.profile is not None])
    deviation = np.array([p.spread[0] for p in found if p.spread is not None])
    inside = np.abs(off) <= DEVIATIONS * deviation + 1e-6
    z = off / np.maximum(deviation, 1e-9)
    share = float(inside[np.isfinite(off)].mean())
    return Coverage(share, (float(np.nanmean(z)), float(np.nanstd(z))), found[0].reason)


def main(part: str = "1/1") -> None:
    number, parts = (int(each) for each in part.split("/"))
    chosen = list(settings())[number - 1 :: parts]
    shares = []
    for e in chosen:
        found = coverage(e, measured(e))
        said = f"no band ({found.reason})" if found.share is None else f"{found.share:5.0%} inside"
        print(f"{said:<32} z {found.z[0]:+5.2f} ± {found.z[1]:4.2f}   {e.to_query()}", flush=True)
        shares += [] if found.share is None else [found.share]
    inside = f"{np.mean(shares):.1%} of their seeds inside, wanted 90 to 99 %"
    print(f"{len(shares)} of {len(chosen)} settings with a band; {inside}")


if __name__ == "__main__":
    main(*sys.argv[1:])
