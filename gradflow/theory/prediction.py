"""Prediction: what theory says of the first step."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True)
class Prediction:
    """profile: log10 of the backward signal's rms at each depth relative to the last one's, [depth], or None.
    reason: the key of the sentence that says how it was found, or why it was not.
    spread: its standard deviation over seeds at this width, in decades, [depth], or None; over time, where the profile
    is of one seed's matrix, for one sample.
    shift: what of the profile is due to the finite width, in decades, [depth], or None.
    activation: log10 of the activation's rms at each depth, [depth], or None.
    factor: what a time step multiplies the signal by along the path that a gate carries, one of several, or None.
    """

    profile: Float[np.ndarray, " depth"] | None
    reason: str
    spread: Float[np.ndarray, " depth"] | None = None
    shift: Float[np.ndarray, " depth"] | None = None
    activation: Float[np.ndarray, " depth"] | None = None
    factor: float | None = None
