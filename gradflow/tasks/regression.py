"""Two regressions: a curve over one input, and a plane over eight."""

import numpy as np

from gradflow.tasks.task import SEED, Data, Task, split

SAMPLES = 640  # 512 of them for training


def _curve() -> Data:
    rng = np.random.default_rng(SEED)
    x = rng.uniform(-1, 1, (SAMPLES, 1))
    y = np.sin(2 * np.pi * x) * np.exp(-(x**2)) + rng.normal(0, 0.05, x.shape)
    return split(x / x.std(), y)


def _linear() -> Data:
    rng = np.random.default_rng(SEED)
    x = rng.standard_normal((SAMPLES, 8))
    weights = rng.standard_normal((8, 1)) / np.sqrt(8)
    return split(x, x @ weights + 0.5 + rng.normal(0, 0.1, (SAMPLES, 1)))


CURVE = Task("regression", 1, 1, _curve, r"y = \sin(2\pi x)\,e^{-x^2} + \varepsilon")
LINEAR = Task("regression", 8, 1, _linear, r"y = w^{\mathsf T} x + b + \varepsilon")
