"""Four classical problems in the plane, two classes each, scaled to unit variance."""

import numpy as np
from numpy.typing import ArrayLike
from sklearn.datasets import make_circles, make_moons

from gradflow.tasks.task import SEED, Data, Task, one_hot, split

SAMPLES = 1280  # 1024 of them for training


def _classes(points: ArrayLike, labels: ArrayLike) -> Data:
    points, labels = np.asarray(points), np.asarray(labels)
    return split(points / points.std(axis=0), one_hot(labels, 2))


def _spirals() -> Data:
    rng = np.random.default_rng(SEED)
    labels = np.arange(SAMPLES) % 2
    radius = np.sqrt(rng.uniform(0.01, 1, SAMPLES))
    angle = 3 * np.pi * radius + np.pi * labels  # one and a half turns, the arms opposite each other
    points = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return _classes(points + rng.normal(0, 0.02, points.shape), labels)


def _moons() -> Data:
    return _classes(*make_moons(SAMPLES, noise=0.1, random_state=SEED))


def _circles() -> Data:
    return _classes(*make_circles(SAMPLES, noise=0.08, factor=0.5, random_state=SEED))


def _xor() -> Data:
    rng = np.random.default_rng(SEED)
    points = rng.uniform(-1, 1, (SAMPLES, 2))
    return _classes(points, (points[:, 0] * points[:, 1] < 0).astype(int))


SPIRALS = Task("classification", 2, 2, _spirals)
MOONS = Task("classification", 2, 2, _moons)
CIRCLES = Task("classification", 2, 2, _circles)
XOR = Task("classification", 2, 2, _xor)
