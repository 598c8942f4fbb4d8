"""Theory draws a band for nineteen seeds of twenty: about so many lie in it, and not all.

A small sample of what `python -m tests.benchmarks.coverage` does with hundreds of settings: narrow and deep networks,
where a seed differs most from the next, in float64 (`tests.theory.twin`).
"""

from functools import cache

import numpy as np
import pytest

from gradflow.experiment import Experiment
from gradflow.networks import MLP, downcast
from gradflow.theory.predict import explain
from tests.theory.settings import HE, layered
from tests.theory.twin import measured_profile

SEEDS = 40
SETTINGS = {
    "relu": layered(30, 16, 32, activation="relu", **HE),
    "very narrow": layered(20, 8, 32, activation="leaky_relu", **HE),
    "identity": layered(50, 8, 32, activation="identity", **HE),
    "sigmoid": layered(50, 16, 32, activation="sigmoid"),
    "tanh": layered(30, 24, 32, activation="tanh", **HE),
    "one sample": layered(20, 24, 1, activation="relu", **HE),
    "orthogonal": layered(20, 32, 32, activation="tanh", initializer="orthogonal"),
    "biases": layered(20, 24, 32, activation="tanh", bias_gain=0.5, **HE),
    "rms": layered(20, 24, 32, activation="selu", normalization="rms", **HE),
    "after the activation": layered(10, 16, 32, activation="relu", normalization="layer", norm_position="after"),
    "residual": layered(20, 24, 32, activation="tanh", connection="residual", **HE),
    "mirrored": layered(20, 24, 32, activation="tanh", connection="u_skip", **HE),
    "one output": layered(20, 24, 32, "linear", activation="elu", **HE),
}


@cache
def distances(name: str) -> np.ndarray:
    """Of every seed from the middle of the band, in half widths of it, [seed]: within 1 it is inside."""
    e: Experiment = SETTINGS[name]
    found = explain(e)
    assert found.profile is not None and found.band is not None
    low, high = (edge[0] for edge in found.band)
    network = downcast(e.network, MLP)
    ends = [measured_profile(e.task, network, seed, e.batch_size)[0] for seed in range(SEEDS)]
    return 2 * (np.array(ends) - (low + high) / 2) / (high - low)


def test_nineteen_of_twenty_seeds_lie_in_the_band() -> None:
    together = np.concatenate([distances(name) for name in SETTINGS])
    assert 0.90 <= np.mean(np.abs(together) <= 1) <= 0.99
    assert np.mean(np.abs(together) <= 10) == 1  # so that one ten times as wide would fail the line above


@pytest.mark.parametrize("name", SETTINGS)
def test_no_band_is_far_too_narrow_too_wide_or_beside_the_seeds(name: str) -> None:
    off = distances(name)
    assert np.mean(np.abs(off) <= 1) >= 0.75
    assert 0.2 <= off.std() <= 0.8  # half a band is two deviations
    assert abs(off.mean()) <= 0.4
