"""Which steps a picture shows: evenly spaced over the whole budget, and always the latest."""

import numpy as np
from numpy.typing import NDArray


def columns(done: int, budget: int, room: int) -> NDArray[np.int32]:
    """At most room + 1 of the steps 0 to done - 1.

    The spacing follows the budget, so a step once shown stays where it is while the picture fills.
    """
    if done == 0:
        return np.zeros(0, np.int32)
    stride = -(-budget // room)
    every = np.arange(0, done, stride, dtype=np.int32)
    return every if every[-1] == done - 1 else np.append(every, np.int32(done - 1))
