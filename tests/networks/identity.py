"""A third family, for the tests alone: layers of one matrix each that begins as the identity, and nothing between."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from gradflow.diagnosis.checks import forward
from gradflow.diagnosis.families import QUESTIONS, Questions
from gradflow.engine.architectures import ARCHITECTURES
from gradflow.engine.core.architecture import Architecture
from gradflow.engine.core.compiler import COMPILER
from gradflow.engine.core.hyperparameters import UpdateHyperparameters, update_hyperparameters_of
from gradflow.engine.core.train_state import CHUNK, LossAndGradients, Samples, TrainState
from gradflow.engine.core.update import Masks, TrainedBlocks, ratio_of
from gradflow.experiment import Experiment
from gradflow.fields import number, settle
from gradflow.figures.drawing.norm import LAYER_SIZES, LayerSize
from gradflow.figures.drawing.quantities import MAPS, MAPS_OF
from gradflow.networks import DEFAULT, FAMILIES
from gradflow.networks.family import Family, Opening, Span
from gradflow.tasks import TASKS
from gradflow.trace import TRACES, Trace

WIDTH, MOST = 8, 8  # units; layers
OF_DEPTH = ("activation_rms", "signal_rms", "weight_gradient_rms", "saturated_fraction", "dead_fraction")


@dataclass(frozen=True)
class Identity:
    depth: int = number(4, 2, MOST, "network", whole=True)
    width = WIDTH

    def __post_init__(self) -> None:
        settle(self)


FAMILY = Family(
    name="identity",
    config=Identity,
    page="identity",
    axis="layer",
    tasks={"linear": TASKS["linear"]},
    own_data=DEFAULT.own_data,
    default={"task": "linear", "batch_size": 16, "steps": 25},
    work=lambda network: network.depth * WIDTH,
    weights=lambda network: network.depth * WIDTH**2,
    stem=lambda network: f"identity{network.depth}",
    grid=Opening({}, {"depth": Span(2, 6, 3)}),
    knobs=Opening({}, {"depth": Span(2, 6, 3), "learning_rate": Span(0.01, 0.1, 2)}),
)


class Shape(NamedTuple):
    depth: int
    batch: int

    def of_chunk(self) -> "Shape":
        return self

    of_held_out = of_chunk


class Hyper(NamedTuple):
    depth: Any
    update: UpdateHyperparameters


def _loss(weights: Array, moved: Array, samples: Samples) -> tuple[Array, Array]:
    """The mean squared error, and the activations [depth, sample, unit]; `moved` is added to them."""
    h, passed = samples.inputs, []
    for weight, more in zip(weights, moved, strict=True):
        h = h @ weight + more
        passed.append(h)
    return jnp.mean((h[:, : samples.targets.shape[1]] - samples.targets) ** 2), jnp.stack(passed)


def _rms(rows: Array) -> Array:
    return jnp.sqrt(jnp.mean(rows**2, axis=(1, 2)))


def _filled(row: Array) -> Array:
    return jnp.pad(row, (0, MOST - len(row)))


def _learned(shape: Shape, _: bool, state: TrainState, samples: Samples, *rest: Any) -> LossAndGradients:
    still = jnp.zeros((shape.depth, shape.batch, WIDTH))
    both = jax.value_and_grad(_loss, argnums=(0, 1), has_aux=True)
    (loss, passed), (gradients, signals) = both(state.parameters, still, samples)
    of_depth = [_rms(passed), _rms(signals), _rms(gradients), *2 * [jnp.zeros(shape.depth)]]
    measures = jnp.stack([_filled(row) for row in of_depth])
    unknown = jnp.float32(jnp.nan)
    return LossAndGradients(loss, unknown, unknown, measures, gradients, state.running, rest[-1])


def _held_out(_: Shape, state: TrainState, samples: Samples, __: Hyper) -> tuple[Array, Array, Array]:
    loss, _passed = _loss(state.parameters, jnp.zeros((len(state.parameters), 1, WIDTH)), samples)
    return loss, jnp.float32(jnp.nan), loss


def _samples(e: Experiment, shape: Shape, step: int, _: int) -> tuple[Samples, Any]:
    data = TASKS[e.task].data
    drawn = np.random.default_rng((e.seed, step)).integers(len(data.inputs), size=(CHUNK, shape.batch))
    return Samples(data.inputs, data.targets), drawn.astype(np.int32)  # type: ignore[arg-type]


def _held_out_samples(e: Experiment) -> Samples:
    data = TASKS[e.task].data
    return Samples(data.held_out_inputs, data.held_out_targets)  # type: ignore[arg-type]


def _initial(_: Experiment, shape: Shape) -> tuple[Any, Any]:
    return np.tile(np.eye(WIDTH, dtype=np.float32), (shape.depth, 1, 1)), np.zeros(0, np.float32)


EVERY = np.ones((WIDTH, 1), bool)
ARCHITECTURE = Architecture(
    compiler=COMPILER,
    shape_of=lambda e: Shape(e.network.depth, e.batch_size),
    hyperparameters_of=lambda e: Hyper(np.int32(e.network.depth), update_hyperparameters_of(e)),
    initial=_initial,
    after_change=lambda state, *_: state,
    new_workspace=lambda shape: (np.zeros(1, np.float32),),
    samples=_samples,
    held_out_samples=_held_out_samples,
    of_depth=OF_DEPTH,
    capacity=MOST,
    loss_and_gradients=_learned,
    blocks=lambda _, hyper: TrainedBlocks(hyper.depth, lambda index: index, lambda _: Masks(EVERY, EVERY, EVERY)),  # type: ignore[arg-type]
    ratios=lambda _, __, done: _filled(ratio_of(done.change_norms, done.weight_norms)),
    depth=lambda hyper: hyper.depth,
    held_out=_held_out,
    completed=lambda _, measures, *__: measures,
    probe_program=lambda _: None,
    probe_outputs=lambda e, shape, hyper, state: np.asarray(state.parameters),
    inspect=lambda e, step, shape, hyper, state: np.asarray(state.parameters),
)


@contextmanager
def registered() -> Iterator[Family]:
    """The family among the others: it trains, leaves a trace, is diagnosed and drawn. It is half done: no theory, no
    presets, no script and no laboratory."""
    rows: list[tuple[dict[Any, Any], Any]] = [
        (TRACES, Trace),
        (ARCHITECTURES, ARCHITECTURE),
        (QUESTIONS, Questions(remarks=(forward.check,))),
        (MAPS_OF, lambda _: MAPS),
        (LAYER_SIZES, lambda e: LayerSize(*(np.full(e.network.depth, WIDTH) for _ in range(3)))),
    ]
    FAMILIES[FAMILY.name] = FAMILY
    for table, row in rows:
        table[FAMILY] = row
    try:
        yield FAMILY
    finally:
        del FAMILIES[FAMILY.name]
        for table, _ in rows:
            del table[FAMILY]
