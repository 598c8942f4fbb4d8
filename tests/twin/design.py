"""The experiments the truth is tested on: every pair of choices of two registries, from the registries."""

from functools import lru_cache
from typing import Any

from gradflow.experiment import Experiment
from gradflow.networks import CNN, MLP, Layered
from gradflow.networks.cnn import PADDINGS
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS, OF_MATRICES
from gradflow.parts.normalizations import NORMALIZATIONS, POSITIONS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS
from gradflow.parts.schedules import SCHEDULES
from gradflow.tasks import TASKS
from tests.networks.known import layered_of
from tests.twin.covering import Pair, Row, pairs_of, pairwise

WIDTH = 16
BATCH = 32
STEPS = 21  # so that weights after 20 updates can be inspected

NETWORK = {
    "activation": list(ACTIVATIONS),
    "initializer": list(OF_MATRICES),
    "normalization": [("none", "before")] + [(n, p) for n in NORMALIZATIONS if n != "none" for p in POSITIONS],
    "reparametrization": list(REPARAMETRIZATIONS),
    "connection": list(CONNECTIONS),
    "tied": [False, True],
}
LIMITS = {"none": {}, "l2": {"l2": 0.02}, "weight_decay": {"weight_decay": 0.03}, "weight_limit": {"weight_limit": 0.3}}
TRAINING = {
    "optimizer": list(OPTIMIZERS),
    "clipping": list(CLIPPINGS),
    "schedule": list(SCHEDULES),
    "task": list(TASKS),
    "limit": list(LIMITS),
}

# All units of a layer alike, these make features of their rounding, and training follows those.
ROUNDING_ALONE: set[Pair] = {
    frozenset([("initializer", initializer), ("normalization", (normalization, position))])
    for initializer, normalization in [("zeros", "layer"), ("constant", "layer"), ("constant", "rms")]
    for position in POSITIONS
}


def scales(fan_in: int) -> dict[str, float]:
    """Those at which a wide layer keeps the size of its signal, so that depth alone says nothing."""
    return {"constant": 1 / fan_in, "normal": fan_in**-0.5, "uniform": (3 / fan_in) ** 0.5}


@lru_cache
def networks(depth: int) -> tuple[Experiment, ...]:
    """Every pair of network choices at this depth; another mixture at each."""
    return tuple(_experiment(row, depth) for row in pairwise(NETWORK, seed=depth))


@lru_cache
def trainings(depth: int) -> tuple[Experiment, ...]:
    """Every pair of two choices one of which concerns training; pairs of network choices are in `networks`."""
    rows = pairwise(NETWORK | TRAINING, seed=depth + 1, done=pairs_of(NETWORK), forbidden=ROUNDING_ALONE)
    return tuple(_experiment(row, depth) for row in rows)


@lru_cache
def convolutions(pairs: bool = False) -> tuple[Experiment, ...]:
    """Networks of pictures, small: every choice of each registry, or every pair of two."""
    choices = {"initializer": list(INITIALIZERS), "padding": list(PADDINGS)}
    rows = pairwise(NETWORK | choices) if pairs else _singles(NETWORK | choices)
    return tuple(_experiment(row, 3, CNN, 8).replace(batch_size=8) for row in rows)


def _singles(registries: dict[str, list[Any]]) -> list[Row]:
    """Rows in which every choice occurs, in step with each other."""
    longest = max(map(len, registries.values()))
    return [{name: options[i % len(options)] for name, options in registries.items()} for i in range(longest)]


def _experiment(row: Row, depth: int, of: type[Layered] = MLP, width: int = WIDTH) -> Experiment:
    initializer = str(row["initializer"])
    normalization, position = row["normalization"]  # type: ignore[misc]
    own = {"padding": row["padding"]} if "padding" in row else {}
    mlp = of(
        depth=depth,
        width=width,
        activation=str(row["activation"]),
        leaky_slope=0.1,
        initializer=initializer,
        init_scale=scales(of.taps * width).get(initializer, 1.0),
        normalization=normalization,
        norm_position=position,
        reparametrization=str(row["reparametrization"]),
        connection=str(row["connection"]),
        branch_scale=0.8,
        skip_length=2 if depth < 10 else 7,
        gate_bias=-1.0,
        tied=bool(row["tied"]),
        **own,  # type: ignore[arg-type]
    )
    # constant weights pass nothing of a softmax's gradient, which sums to 0: give them a regression, where there is one
    task = row.get("task", "linear" if initializer == "constant" and of is MLP else "digits")
    return Experiment(
        task=str(task),
        network=mlp,
        optimizer=str(row.get("optimizer", "sgd")),
        learning_rate=0.02,
        epsilon=1e-3,  # by default the optimizer turns the rounding of gradients that are exactly 0 into steps
        batch_size=BATCH,
        schedule=str(row.get("schedule", "constant")),
        decay_rate=0.9,
        warmup_steps=10,
        rise=1.0,
        clipping=str(row.get("clipping", "none")),
        max_norm=0.05,
        steps=STEPS,
        **LIMITS[str(row.get("limit", "none"))],  # type: ignore[arg-type]
    )


def label(e: Experiment) -> str:
    """Short name of an experiment, for a test's report."""
    m = layered_of(e)
    norm = m.normalization if m.normalization == "none" else f"{m.normalization}_{m.norm_position}"
    tied = "tied" if m.tied else "untied"
    made = [] if m.reparametrized == "none" else [m.reparametrized]
    of_network = [m.activation, m.initializer, norm, *made, m.connection, tied]
    return "-".join([*of_network, e.task, e.optimizer, e.clipping, e.schedule])
