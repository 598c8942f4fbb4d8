"""Schedules: the factor that multiplies the learning rate at each step."""

from collections.abc import Callable
from dataclasses import dataclass

import jax.numpy as jnp
from jax import Array


@dataclass(frozen=True)
class Schedule:
    """factor: (step, steps, decay_rate, warmup_steps, rise) -> factor of the learning rate, all traced.

    whole_run: it depends on how many steps the run has, so that a longer run differs from the first step on.
    """

    factor: Callable[[Array, Array, Array, Array, Array], Array]
    formula: str
    whole_run: bool = False


def _rising(step: Array, steps: Array, rise: Array) -> Array:
    """All of the rate at the last step, 10^-rise of it at the first, and between them evenly by factors."""
    return 10.0 ** (-rise * (1 - step / jnp.maximum(steps - 1, 1.0)))


def _warmup(step: Array, warmup_steps: Array) -> Array:
    return jnp.minimum(1.0, (step + 1.0) / jnp.maximum(warmup_steps, 1.0))


SCHEDULES: dict[str, Schedule] = {
    "constant": Schedule(lambda t, n, rate, w, d: jnp.ones_like(rate), r"\eta_t = \eta"),
    "exponential": Schedule(lambda t, n, rate, w, d: rate**t, r"\eta_t = \eta\,\gamma^t"),
    "cosine": Schedule(
        lambda t, n, rate, w, d: 0.5 * (1 + jnp.cos(jnp.pi * t / n)),
        r"\eta_t = \tfrac{\eta}{2}\left(1 + \cos\tfrac{\pi t}{n}\right)",
        whole_run=True,
    ),
    "warmup": Schedule(lambda t, n, rate, w, d: _warmup(t, w), r"\eta_t = \eta \min\!\left(1, \tfrac{t + 1}{w}\right)"),
    "rising": Schedule(  # of a range test (Smith 2017, arXiv:1506.01186), by factors
        lambda t, n, rate, w, d: _rising(t, n, d),
        r"\eta_t = \eta \cdot 10^{-d\left(1 - \frac{t}{n-1}\right)}",
        whole_run=True,
    ),
}
