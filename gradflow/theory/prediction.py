"""Prediction: what theory says of the first step."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float


@dataclass(frozen=True)
class Prediction:
    """profile: log10 of the backward signal's rms at each depth relative to the last one's, [depth], or None.
    reason: the key of the sentence that says how it was found, or why it was not.
    spread: its standard deviation over seeds for one sample at this width, in decades, [depth], or None.
    activation: log10 of the activation's rms at each depth, [depth], or None.
    quantity: the array of the trace that the profile speaks of.
    """

    profile: Float[np.ndarray, " depth"] | None
    reason: str
    spread: Float[np.ndarray, " depth"] | None = None
    activation: Float[np.ndarray, " depth"] | None = None
    quantity: str = "signal_rms"
