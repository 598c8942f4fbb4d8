"""Settings: networks of every kind, narrow and wide, shallow and deep, against which theory's band is held."""

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from gradflow.experiment import Experiment
from gradflow.networks import CNN, MLP, RNN
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.initializers import INITIALIZERS, SCALED
from gradflow.parts.normalizations import NORMALIZATIONS, POSITIONS


class Setting(NamedTuple):
    kind: str
    experiment: Experiment


SHAPES = ((3, 64), (10, 16), (20, 64), (50, 8), (50, 128), (100, 32), (5, 256), (30, 24))  # depth, width
RULES = ("he_normal", "glorot_uniform", "orthogonal", "normal")
TIME_RULES = ("orthogonal", "he_normal", "glorot_normal", "identity", "lecun_uniform")
NORMS = [(name, side) for name in NORMALIZATIONS if name != "none" for side in POSITIONS]
JOINS = ("residual", "long_skip", "input_skip", "highway", "u_skip")
FEW = ("tanh", "relu", "sigmoid", "gelu", "selu")
AT_RANDOM = 80
HE: dict[str, Any] = {"initializer": "he_normal"}


def settings() -> list[Setting]:
    """Neighbours are unlike each other, so that every n-th is a fair part."""
    found = [*_plain(), *_normalized(), *_joined(), *_more(), *_over_time(), *_at_random(), *_blocks(), *_pictures()]
    return list(dict.fromkeys(found))


def layered(depth: int, width: int, batch_size: int = 128, task: str = "digits", **fields: Any) -> Experiment:
    return Experiment(task=task, network=MLP(depth=depth, width=width), batch_size=batch_size).replace(**fields)


def _plain() -> Iterator[Setting]:
    for number, (activation, rule) in enumerate(product(ACTIVATIONS, RULES)):
        for depth, width in (SHAPES[number % 8], SHAPES[(number + 3) % 8]):
            scale: dict[str, Any] = {"init_scale": 1.2 / np.sqrt(width)} if rule == "normal" else {}
            yield Setting("plain", layered(depth, width, activation=activation, initializer=rule, **scale))


def _normalized() -> Iterator[Setting]:
    for number, (activation, (norm, side)) in enumerate(product(FEW, NORMS)):
        fields: dict[str, Any] = {"activation": activation, "normalization": norm, "norm_position": side}
        yield Setting(norm, layered(*SHAPES[number % 8], **fields))
        batch = (16, 512)[number % 2]
        yield Setting(norm, layered(*SHAPES[(number + 5) % 8], batch, initializer="he_normal", **fields))
    for number, (activation, batch) in enumerate(product(("tanh", "relu", "sigmoid"), (1, 2, 4, 8))):
        yield Setting("batch", layered(*SHAPES[number % 8], batch, activation=activation, normalization="batch"))


def _joined() -> Iterator[Setting]:
    for number, (activation, join) in enumerate(product(("tanh", "relu", "elu", "identity"), JOINS)):
        fields: dict[str, Any] = {"activation": activation, "connection": join}
        yield Setting("joined", layered(*SHAPES[number % 8], initializer="he_normal", **fields))
        yield Setting("joined", layered(*SHAPES[(number + 2) % 8], branch_scale=0.3, **fields))


def _more() -> Iterator[Setting]:
    for number, (activation, bias) in enumerate(product(("tanh", "relu", "sigmoid", "silu"), (0.1, 0.5, 2.0))):
        yield Setting("biased", layered(*SHAPES[number % 8], activation=activation, bias_gain=bias))
    for number, (activation, gain) in enumerate(product(("tanh", "sigmoid", "hard_tanh", "softplus"), (0.5, 2, 12))):
        yield Setting("gain", layered(*SHAPES[(number + 1) % 8], activation=activation, gain=float(gain)))
    for number, (activation, width) in enumerate(product(("tanh", "relu", "sigmoid", "identity"), (8, 64, 128))):
        fields: dict[str, Any] = {"activation": activation, "tied": True, **HE}
        yield Setting("tied", layered((20, 50)[number % 2], width, **fields))
    tasks = ("spirals", "circles", "linear", "moons", "curve")
    for number, (activation, task) in enumerate(product(("tanh", "relu"), tasks)):
        fields: dict[str, Any] = {"activation": activation, **HE}
        yield Setting("data", layered(*SHAPES[number % 8], task=task, **fields))
    for number, (activation, batch) in enumerate(product(("tanh", "relu", "identity", "elu"), (1, 4, 16))):
        fields: dict[str, Any] = {"activation": activation, **HE}
        yield Setting("batch_size", layered(*SHAPES[number % 8], batch, **fields))


def _over_time() -> Iterator[Setting]:
    for number, (cell, rule) in enumerate(product(("linear", "tanh", "relu", "sigmoid"), TIME_RULES)):
        network = RNN(cell, (16, 64, 128)[number % 3], (20, 60, 100)[number % 3], recurrent_initializer=rule)
        yield Setting("time", Experiment(("adding", "recall")[number % 2], network, batch_size=64))
    for number, cell in enumerate(("lstm", "gru")):
        yield Setting("time", Experiment("adding", RNN(cell, 64, (20, 60)[number % 2]), batch_size=64))


def _at_random() -> Iterator[Setting]:
    """Drawn from the fields, the same ones every time."""
    rng = np.random.default_rng(0)
    drawn = [name for name, rule in INITIALIZERS.items() if rule.variance is not None]
    for _ in range(AT_RANDOM):
        depth, width = round(3 * (100 / 3) ** rng.random()), int(rng.choice([8, 16, 24, 32, 64, 128, 256]))
        fields: dict[str, Any] = {"activation": str(rng.choice(list(ACTIVATIONS)))}
        fields["initializer"] = rule = str(rng.choice(drawn))
        if rule in SCALED:
            fields["init_scale"] = (1.0 if rule == "normal" else 3**0.5) * 0.7 * 3 ** rng.random() / np.sqrt(width)
        if rng.random() < 0.3:
            fields["gain"] = round(0.5 * 6 ** rng.random(), 2)
        if rng.random() < 0.2:
            fields["bias_gain"] = round(rng.random(), 2)
        if rng.random() < 0.25:
            fields["normalization"], fields["norm_position"] = NORMS[rng.integers(len(NORMS))]
        if rng.random() < 0.25:
            fields["connection"] = str(rng.choice(JOINS))
        task, batch = str(rng.choice(["digits", "digits", "spirals", "linear"])), int(rng.choice([16, 128, 512]))
        yield Setting("random", layered(depth, width, batch, task, **fields))


def _blocks() -> Iterator[Setting]:
    """Dense blocks, and the residual block as it was first published."""
    for number, activation in enumerate(FEW):
        for join in ("dense", "residual_post"):
            fields: dict[str, Any] = {"activation": activation, "connection": join}
            yield Setting(join, layered(*SHAPES[number % 8], initializer="he_normal", **fields))


def _pictures() -> Iterator[Setting]:
    for number, (activation, rule) in enumerate(product(FEW, ("he_normal", "glorot_normal", "delta_orthogonal"))):
        network = CNN((6, 12, 20)[number % 3], (16, 32)[number % 2], activation=activation, initializer=rule)
        yield Setting("picture", Experiment("digits", network, batch_size=32))
