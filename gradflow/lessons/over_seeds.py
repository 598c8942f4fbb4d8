"""Over seeds: numbers of the first step of a few runs that differ in nothing but their seed."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.lessons.prompt import Prompt
from gradflow.service.training.seed_band import profiles

# Of log10 of the first layer's signal over the last's, [seed]; NaN where a seed has no signal there.
OVER_SEEDS: Mapping[str, Callable[[NDArray[np.float64]], float]] = {
    "median_decades": lambda first: float(np.median(first)),
    "spread_decades": lambda first: float(np.ptp(first)),  # from the unluckiest seed to the luckiest
}


def over_the_seeds(prompt: Prompt) -> bool:
    """Whether what it asks for is drawn over seeds: the signal of the first step."""
    return prompt.reads == "signal" and prompt.at == 0


def over_seeds(reads: str, experiment: Experiment) -> float:
    """Of the same seeds, whatever the experiment's own."""
    return OVER_SEEDS[reads](_first(experiment.at(0).replace(steps=1, seed=0)))


@lru_cache(maxsize=64)
def _first(experiment: Experiment) -> NDArray[np.float64]:
    return profiles(experiment)[:, 0]
