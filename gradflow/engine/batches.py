"""Batches: which samples each step learns from, the same for every experiment with the same seed."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gradflow.engine.shapes import Shape

BATCH_ROLE = 100  # keeps these random numbers apart from the weights'


@lru_cache(maxsize=256)
def _epoch(seed: int, epoch: int, samples: int) -> NDArray[np.int32]:
    return np.random.default_rng((seed, BATCH_ROLE, epoch)).permutation(samples).astype(np.int32)


def batches_of(seed: int, shape: Shape, first_step: int, steps: int) -> NDArray[np.int32]:
    """Sample numbers [steps, batch]. Every epoch is a new order; a batch may reach into the next epoch."""
    start = first_step * shape.batch
    end = start + steps * shape.batch
    epochs = range(start // shape.samples, -(-end // shape.samples))
    order = np.concatenate([_epoch(seed, epoch, shape.samples) for epoch in epochs])
    offset = start - epochs[0] * shape.samples
    return order[offset : offset + end - start].reshape(steps, shape.batch)
