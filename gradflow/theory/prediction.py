"""Prediction: what theory says of the first step."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

DEVIATIONS = 2  # on each side of the profile: 19 seeds of 20 lie between


@dataclass(frozen=True)
class Prediction:
    """profile: log10 of the backward signal's rms at each depth relative to the last one's, [depth], or None.
    reason: the key of the sentence that says how it was found, or why it was not.
    spread: its standard deviation over seeds at this width, in decades, [depth], or None; where the profile is of the
    very matrix of one seed, over the directions from which the signal may start.
    shift: what of the profile is due to the finite width, in decades, [depth], or None.
    activation: log10 of the activation's rms at each depth, [depth], or None.
    entering: log of the variance of what enters φ at each depth, [depth], or None.
    alike: mean cosine of the signals that an input and the one most like it send back to each depth, from the same one
    at the last, [depth], or None.
    factor: what a time step multiplies the signal by along the one path that a gate carries, or a layer's mean squares
    with dropout, or None. settles, layers: what dropout makes of likeness (`gradflow.theory.dropout`), or None.
    """

    profile: Float[np.ndarray, " depth"] | None
    reason: str
    spread: Float[np.ndarray, " depth"] | None = None
    shift: Float[np.ndarray, " depth"] | None = None
    activation: Float[np.ndarray, " depth"] | None = None
    factor: float | None = None
    entering: Float[np.ndarray, " depth"] | None = None
    alike: Float[np.ndarray, " depth"] | None = None
    settles: float | None = None
    layers: float | None = None

    @property
    def numbers(self) -> dict[str, float]:
        """Those that the sentence of its reason tells."""
        named = {"factor": self.factor, "settles": self.settles, "layers": self.layers}
        return {name: number for name, number in named.items() if number is not None}

    @property
    def band(self) -> tuple[Float[np.ndarray, " depth"], Float[np.ndarray, " depth"]] | None:
        """Between what two profiles 19 seeds of 20 lie, or None."""
        if self.profile is None or self.spread is None:
            return None
        return self.profile - DEVIATIONS * self.spread, self.profile + DEVIATIONS * self.spread
