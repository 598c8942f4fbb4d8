"""Inside: what is kept of a look inside the layers of one step."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
KINDS = ("activations", "signals", "weight_gradients")
QUANTILES = (1.0, 0.9, 0.5, 0.1, 0.0)  # of singular values
BINS = 48
DECADES = (-16.0, 2.0)  # that the histograms of signals and weight gradients span; the ends hold what lies beyond


@dataclass(frozen=True)
class Inside:
    """shares [kind, depth, bin]: the share of a depth's numbers in each bin, in the order of KINDS. Activations lie in
        BINS equal bins from -reach to reach, the others by log10 of their absolute value over DECADES; zeros
        [kind, depth]: the share that is exactly 0 and so in no bin of the latter two.
    singular [depth, quantile]: QUANTILES of the singular values of the Jacobian from each depth to the last one, NaN at
        depths that were not looked at; own [depth, 2]: the largest and the smallest of that to the next one alone.
    participating [depth]: (Σ s²)² / Σ s⁴ of the former: among how many directions the signal is shared. directions: how
        many there are.
    alike [depth]: mean cosine of the signals that an example and the one most like it send back from one and the same
        at the last depth; alike_above [depth]: of their activations.
    noise [depth]: what share of the squared weight gradient of the batch is chance, which another batch would not have.
    """

    shares: Array
    zeros: Array
    reach: float
    singular: Array
    own: Array
    participating: Array
    directions: int
    alike: Array
    alike_above: Array
    noise: Array

    @property
    def nbytes(self) -> int:
        return sum(getattr(self, each.name).nbytes for each in fields(self) if each.name not in ("reach", "directions"))
