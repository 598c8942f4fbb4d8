"""Optimizers: what a gradient becomes before it is subtracted from the weights.

The arithmetic is optax's, at PyTorch's conventions, which learners compare with. They differ from
optax's own defaults: RMSprop and Adagrad add ε outside the root and start their accumulators at 0,
RMSprop forgets at 0.99, AdamW decays at 0.01.

Every optimizer keeps its memory in the same two arrays, `first` and `second`, shaped like the
parameter; a record says which optax state they are. So one program holds them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import optax
from jax import Array


class Hyper(NamedTuple):
    """Traced numbers an optimizer may read; `count` is the number of updates already made."""

    momentum: Array
    rms_decay: Array
    beta2: Array
    epsilon: Array
    count: Array


Memory = tuple[Array, Array]
Step = Callable[[Array, Memory, Hyper], tuple[Array, Memory]]


@dataclass(frozen=True)
class Optimizer:
    """step: (gradient, (first, second), hyper) -> (direction, memory); the update is -η · direction.

    reads: the names of the hyperparameters it reads, which are the ones a page shows.
    full_batch: takes the whole training part at every step, whatever `batch_size` says.
    proportional: its step is as long as the gradient says; others divide by the gradient's usual size.
    accumulates: its steps add up, until they are 1 / (1 - momentum) times as long.
    """

    step: Step
    formula: str
    source: str = ""
    reads: tuple[str, ...] = ()
    epsilon: float = 1e-8
    weight_decay: float = 0.0
    full_batch: bool = False
    proportional: bool = False
    accumulates: bool = False


def _apply(rule: optax.GradientTransformation, gradient: Array, state: Any) -> tuple[Array, Any]:
    direction: Any
    direction, state = rule.update(gradient, state)
    return direction, state


def _plain(gradient: Array, memory: Memory, _: Hyper) -> tuple[Array, Memory]:
    return gradient, memory


def _trace(nesterov: bool) -> Step:
    def step(gradient: Array, memory: Memory, hyper: Hyper) -> tuple[Array, Memory]:
        rule = optax.trace(cast(float, hyper.momentum), nesterov)
        direction, state = _apply(rule, gradient, optax.TraceState(memory[0]))
        return direction, (state.trace, memory[1])

    return step


def _rmsprop(gradient: Array, memory: Memory, hyper: Hyper) -> tuple[Array, Memory]:
    rule = optax.scale_by_rms(hyper.rms_decay, hyper.epsilon, eps_in_sqrt=False)
    direction, state = _apply(rule, gradient, optax.ScaleByRmsState(memory[1]))
    return direction, (memory[0], state.nu)


def _adagrad(gradient: Array, memory: Memory, hyper: Hyper) -> tuple[Array, Memory]:
    # optax's Adagrad has ε inside the root. Its RMSprop that forgets nothing divides by √v + ε.
    total = memory[1] + gradient * gradient
    rule = optax.scale_by_rms(1.0, hyper.epsilon, eps_in_sqrt=False)
    direction, _ = _apply(rule, gradient, optax.ScaleByRmsState(total))
    return direction, (memory[0], total)


def _adam(gradient: Array, memory: Memory, hyper: Hyper) -> tuple[Array, Memory]:
    rule = optax.scale_by_adam(hyper.momentum, hyper.beta2, hyper.epsilon)
    direction, state = _apply(rule, gradient, optax.ScaleByAdamState(hyper.count, *memory))
    return direction, (state.mu, state.nu)


_ADAM = r"w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}"

OPTIMIZERS: dict[str, Optimizer] = {
    "gd": Optimizer(
        _plain,
        r"w \leftarrow w - \eta\,g,\quad g = \frac{1}{N}\sum_{n=1}^{N} \nabla_w\,\ell_n",
        "Cauchy 1847",
        full_batch=True,
        proportional=True,
    ),
    "sgd": Optimizer(_plain, r"w \leftarrow w - \eta\,g", "Robbins & Monro 1951", proportional=True),
    "momentum": Optimizer(
        _trace(False),
        r"b \leftarrow \mu b + g,\quad w \leftarrow w - \eta\,b",
        "Polyak 1964",
        ("momentum",),
        proportional=True,
        accumulates=True,
    ),
    "nesterov": Optimizer(
        _trace(True),
        r"b \leftarrow \mu b + g,\quad w \leftarrow w - \eta\,(g + \mu b)",
        "Nesterov 1983",
        ("momentum",),
        proportional=True,
        accumulates=True,
    ),
    "rmsprop": Optimizer(
        _rmsprop,
        r"v \leftarrow \rho v + (1 - \rho) g^2,\quad w \leftarrow w - \eta\,\frac{g}{\sqrt v + \epsilon}",
        "Tieleman & Hinton 2012",
        ("rms_decay", "epsilon"),
    ),
    "adagrad": Optimizer(
        _adagrad,
        r"v \leftarrow v + g^2,\quad w \leftarrow w - \eta\,\frac{g}{\sqrt v + \epsilon}",
        "Duchi et al. 2011",
        ("epsilon",),
        epsilon=1e-10,
    ),
    "adam": Optimizer(_adam, _ADAM, "Kingma & Ba 2015", ("momentum", "beta2", "epsilon")),
    "adamw": Optimizer(
        _adam,
        r"w \leftarrow (1 - \eta\lambda)\,w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}",
        "Loshchilov & Hutter 2019",
        ("momentum", "beta2", "epsilon"),
        weight_decay=0.01,
    ),
}
