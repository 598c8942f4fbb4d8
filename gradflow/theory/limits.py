"""Where mean-field theory speaks; a reason is the key of the sentence that says so."""

from functools import lru_cache

import numpy as np
from jaxtyping import Float

from gradflow.networks import Layered
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.normalizations import GROUPS
from gradflow.tasks import data_of
from gradflow.theory.finite_width.samples import Pairs
from gradflow.theory.finite_width.spread import SeedSpread
from gradflow.theory.layer import Layer, log_mean, log_means, log_of
from gradflow.theory.moments import interpolate, steepness
from gradflow.theory.stream import Upward

RECURSION = "reason.recursion"
EXACT = ("reason.single", "reason.unchanged")  # the profile is 0 whatever the weights

SMALLEST_BATCH = 8  # measured: of 4 examples 8 to 45 % of seeds lie in the band, of 8 it is 96 %
# Measured, before φ: from here on theory is within 0.02 decades a layer, with 4 units it is not. After φ a group's
# variance is that of a skewed few: with 32 units theory still misses a fifth of the growth.
SMALLEST_GROUP = 8
FEWEST_DIRECTIONS = 6.0  # measured: with 8 inputs theory is within 0.03 decades a layer, with 2 it is not
# Tied weights behave as independent ones where φ mixes directions enough; a matrix's powers, which identity and ReLU
# leave nearly alone and a sigmoid at its fixed point too, differ between seeds by decades. Measured over forty seeds.
FORGETTING, NARROWEST_TIED = ("tanh", "hard_tanh"), 64
HEAVY_TAILED = ("gelu", "silu")  # measured: under batch normalization a few samples come to dominate,
HEAVY_TAILED_DEPTH = 15  # which shows beyond this depth
LARGEST_GATE = 100.0  # variance of a gate's input; measured: within 0.03 decades a layer below
LARGEST_AMPLIFICATION = 3.0  # measured: GELU and SiLU with He pass it within twenty layers, all others stay below
LARGEST_SHIFT = 2.5  # in deviations; measured: first order is off by more than the band above, and below it is not
LARGEST_NOISE = 0.5  # of E φ² over the units; measured: where it divides, seeds are off by decades above
FEWEST_SAMPLES = 0.1  # share; measured: every network above is within 0.03 decades a layer, below few are
FEWEST_GATED = 0.7  # the same where gates multiply what they let through; measured: at 0.64 a third of seeds are off


def reason_before(task: str, network: Layered, batch_size: int) -> str:
    """RECURSION, one of EXACT, or why there is nothing to iterate."""
    connection = CONNECTIONS[network.connection]
    if network.gain == 0 or network.initializer == "zeros":
        return "reason.zero"
    if network.depth == 1:
        return "reason.single"
    closed = connection.learned_scale or network.branch_scale == 0
    if closed and connection.every == 1 and not (connection.from_input or connection.mirrored):
        return "reason.unchanged"
    if INITIALIZERS[network.initializer].variance is None and not INITIALIZERS[network.initializer].of_kernels:
        return "reason.not_drawn"
    if connection.of_activations and network.depth > connection.every:
        return "reason.post_activation"
    if network.tied and (connection.every != 0 or connection.gated or connection.dense):
        return "reason.tied_skip"
    if network.tied and (network.activation not in FORGETTING or network.width < NARROWEST_TIED):
        return "reason.tied"
    if network.taps > 1 and connection.gated:
        return "reason.picture_gate"
    if network.taps > 1 and network.normalization == "batch":
        return "reason.picture_batch"  # positions of a picture are alike, and no recursion knows how much
    if network.normalization == "group" and (
        network.norm_position == "after" or network.width < GROUPS * SMALLEST_GROUP
    ):
        return "reason.group_few"
    if network.normalization == "batch":
        return _reason_of_batch(task, network, batch_size)
    return RECURSION


def _reason_of_batch(task: str, network: Layered, batch_size: int) -> str:
    if batch_size < SMALLEST_BATCH:
        return "reason.batch_small"
    if CONNECTIONS[network.connection].gated:
        return "reason.batch_gate"
    if CONNECTIONS[network.connection].from_input:
        return "reason.batch_input"  # measured: the input keeps the samples alike that the recursion takes for apart
    if network.bias_gain and network.norm_position == "after":
        return "reason.batch_bias"  # every unit's mean and variance over the batch hang on its own bias
    if _directions(task) < FEWEST_DIRECTIONS:
        return "reason.batch_few_directions"
    if network.activation in HEAVY_TAILED and network.depth > HEAVY_TAILED_DEPTH:
        return "reason.batch_heavy_tails"
    return RECURSION


def reason_after(network: Layered, layer: Layer, up: Upward, signal: list[Float[np.ndarray, " sample"]]) -> str:
    """RECURSION, or why its result should not be trusted."""
    if not np.isfinite(log_means(signal)).all():
        return "reason.zero"
    if any(gate is not None and log_mean(gate.variance) > np.log(LARGEST_GATE) for gate in up.gates):
        return "reason.gate"
    if _most_uneven(layer, up) > network.width:
        return "reason.few_units"
    plain = network.normalization == "none" and network.connection == "plain"
    gated = any(gate is not None for gate in up.gates)
    if _share_of_samples(signal[0]) < (FEWEST_GATED if gated else FEWEST_SAMPLES):
        return "reason.few_samples"
    if plain and _amplified(layer, up) > LARGEST_AMPLIFICATION:
        return "reason.unstable"
    return RECURSION


def reason_of_spread(layer: Layer, pairs: Pairs, width: int, spread: SeedSpread) -> str:
    """RECURSION, or why first order in 1/width says too little."""
    noise = max(float(pair.values[-1]) - 1 for pair in pairs.at) / width
    divides = layer.normalization in ("layer", "rms") and not layer.before
    shifted = bool(abs(spread.shift[0]) > LARGEST_SHIFT * spread.deviation[0] > 0)
    return "reason.narrow" if shifted or (divides and noise > LARGEST_NOISE) else RECURSION


def _most_uneven(layer: Layer, up: Upward) -> float:
    """The largest 3k - 1 of a layer, k = E φ'⁴/(E φ'²)²: over the width, the relative variance of its factor."""
    entering = np.array([passed.entering for passed in up.passed[:-1]])
    return 3 * float(np.exp(np.median(interpolate(entering, layer.moments.kurtosis), axis=1).max())) - 1


def _amplified(layer: Layer, up: Upward) -> float:
    """The most that a small excess of an early layer's log q has grown to at a later one; 1 where sizes just pass."""
    grown = np.append(0.0, np.cumsum(log_of(np.maximum(steepness(up.entering[:-1], layer.moments.second), 1e-9))))
    return float(np.exp(np.max(grown - np.minimum.accumulate(grown))))


@lru_cache
def _directions(task: str) -> float:
    """How many directions the inputs fill: (Σλ)²/Σλ² of their covariance's eigenvalues.

    A unit's variance over the batch is a sum of that many squares; with few of them it is sometimes nearly 0,
    and the average of its reciprocal, which multiplies the signal, is then decided by a few units.
    """
    covariance = np.atleast_2d(np.cov(data_of(task).inputs.T.astype(float)))
    return float(np.trace(covariance) ** 2 / (covariance**2).sum())


def _share_of_samples(logs: Float[np.ndarray, " sample"]) -> float:
    """The share of samples that carry the mean: (Σm)²/(n Σm²), 1 if all are alike, 1/n if one has it all.

    GELU and SiLU with He are such a case: their fixed point is unstable, and only the largest inputs pass.
    Another is layer normalization over one input number, which magnifies the examples where it is nearly 0.
    """
    return float(np.exp(2 * log_mean(logs) - log_mean(2 * logs)))
