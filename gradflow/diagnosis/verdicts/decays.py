"""Decays: a pull of the weights towards 0 so strong, at this learning rate, that a step throws them past it."""

import numpy as np

from gradflow.experiment import Experiment
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.schedules import SCHEDULES

SEEN = 8  # steps of a schedule, to average it
OVERSHOOTS = 1.0  # rate times decay, from where on a step throws a weight past 0; from 2 on it ends up farther away


def overshooting(now: Experiment, step: int) -> tuple[str, float] | None:
    """The field of the decay that does, l2 or weight_decay, and learning rate times decay."""
    decays = [("l2", now.l2)] if OPTIMIZERS[now.optimizer].proportional else []
    for decay, strength in [*decays, ("weight_decay", now.resolved("weight_decay"))]:
        if strength and (part := now.learning_rate * scheduled(now, step) * strength) > OVERSHOOTS:
            return decay, part
    return None


def pulling(now: Experiment, step: int, ratio: float) -> str | None:
    """The decay that most of an update of this ratio to the weights is: l2 or weight_decay. Momentum adds up its steps,
    until they are 1 / (1 - momentum) times as long."""
    rate, optimizer = now.learning_rate * scheduled(now, step), OPTIMIZERS[now.optimizer]
    longer = 1 / (1 - now.momentum) if optimizer.accumulates else 1.0
    if optimizer.proportional and rate * now.l2 * longer >= ratio / 2:
        return "l2"
    return "weight_decay" if rate * now.resolved("weight_decay") >= ratio / 2 else None


def scheduled(now: Experiment, step: float) -> float:
    """What the schedule multiplies the learning rate by."""
    if now.schedule == "constant":
        return 1.0  # asked at every frame
    factor = SCHEDULES[now.schedule].factor
    numbers = (step, now.steps, now.decay_rate, now.warmup_steps, now.rise)  # None where the schedule has no use for it
    return float(factor(*(np.float32(number or 1) for number in numbers)))  # type: ignore[arg-type]


def scheduled_so_far(now: Experiment, step: int) -> float:
    """The sum of that over all steps until then, this one included."""
    if now.schedule == "constant":
        return step + 1.0
    return float(sum(scheduled(now, each) for each in np.linspace(0, step, SEEN)) / SEEN * (step + 1))
