"""Direction: whether the last activations of different inputs still point in different directions.

Sizes do not show it. In a deep random network every layer turns its inputs towards each other (or apart), and two that
point the same way in the end are told apart by nothing: the backward signal then passes, and says the same of every
input (Poole et al. 2016; Schoenholz et al. 2017).
"""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row
from gradflow.diagnosis.thresholds import PARALLEL


def check(row: Row) -> Finding | None:
    """parallel: the mean cosine between two of them is nearly 1."""
    if not abs(1 - row.cosine) < PARALLEL:
        return None
    angle = float(np.degrees(np.arccos(np.clip(row.cosine, -1, 1))))
    return Finding("parallel", {"cosine": row.cosine, "angle": angle})
