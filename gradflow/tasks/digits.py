"""Real data: 1 797 handwritten digits of 8 × 8 grey levels (Alpaydin & Kaynak 1998), from scikit-learn."""

from functools import lru_cache

import numpy as np
from sklearn.datasets import load_digits

from gradflow.tasks.task import Data, Task, one_hot, split

# Some corner pixels are constant in the training part but not in the held-out part: divided by
# their own standard deviation they would become outliers of a million. Half a grey level is the floor.
STD_FLOOR = 0.5


@lru_cache(maxsize=1)
def grey_levels() -> Data:
    """The pictures as they are: 0 is paper, 16 is ink."""
    pixels, labels = load_digits(return_X_y=True)
    return split(np.asarray(pixels), one_hot(np.asarray(labels), 10))


def _make() -> Data:
    data = grey_levels()
    mean = data.inputs.mean(axis=0)
    std = np.maximum(data.inputs.std(axis=0), STD_FLOOR)
    return data._replace(inputs=(data.inputs - mean) / std, held_out_inputs=(data.held_out_inputs - mean) / std)


DIGITS = Task("classification", 64, 10, _make, looked_at=12)  # pictures are looked at one by one
