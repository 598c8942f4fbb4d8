"""A recurrent network's first step on paper: ∂loss/∂h_t at every time step, relative to the last one's.

The same matrix U meets the signal at every time step, so its powers decide, and those of one matrix are not
those of an average matrix. Hence the signal's covariance S over units is taken back through the very U the run
starts with; only the slopes are averages, over Gaussian preactivations (mean field, `gradflow.theory.moments`).
"""

from functools import lru_cache

import numpy as np
from jaxtyping import Float

from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.recurrence import recurrent_matrix
from gradflow.tasks import task_of
from gradflow.theory.finite_width.gamma import mean_of_log, variance_of_log
from gradflow.theory.layer import log_add, log_of
from gradflow.theory.moments import LN10, interpolate, moments_of
from gradflow.theory.prediction import Prediction

OF_SEEDS = 16  # whose matrices stand for all
OWN_SLOPES = 12.0  # 3 is E g⁴/(E g²)² of a Gaussian signal; measured, about four time steps share their slopes
SILENT = -700.0  # log q where nothing enters; float64 ends at -745
SEQUENCES_READ = 128  # drawn from the task; the slopes are their averages
MOST_OF_INPUT = 0.55  # of q; measured: above, uniform weights from one number miss by 0.03 decades a step and more
LINEAR, MEAN_FIELD, CARRY = "reason.time_linear", "reason.time_mean_field", "reason.time_carry"


def explain_recurrent(experiment: Experiment) -> Prediction:
    """The prediction for initialization; what changes later in the run does not matter."""
    return _explain(experiment.data, downcast(experiment.network, RNN), experiment.seed)


def explain_recurrent_seeds(experiment: Experiment) -> Prediction:
    """The mean over OF_SEEDS seeds' matrices, their scatter and each one's own spread together."""
    return _explain_seeds(experiment.data, downcast(experiment.network, RNN))


@lru_cache(maxsize=128)
def _explain_seeds(task: str, network: RNN) -> Prediction:
    each = [_explain.__wrapped__(task, network, seed) for seed in range(OF_SEEDS)]
    profiles = np.array([one.profile for one in each if one.profile is not None])
    if len(profiles) < OF_SEEDS:
        return next(one for one in each if one.profile is None)
    own = np.array([one.spread for one in each if one.spread is not None])
    variance = profiles.var(axis=0, ddof=1) * (1 + 1 / OF_SEEDS) + (own**2).mean(axis=0)
    return Prediction(profiles.mean(axis=0), each[0].reason, np.sqrt(variance))


@lru_cache(maxsize=128)
def _explain(task: str, network: RNN, seed: int) -> Prediction:
    reason = reason_of(task, network)
    if reason == CARRY:
        return Prediction(None, reason, factor=float(1 / (1 + np.exp(-network.forget_bias))))
    if reason not in (LINEAR, MEAN_FIELD):
        return Prediction(None, reason)
    rule, scale, radius = network.recurrent_initializer, network.init_scale, network.spectral_radius
    matrix = recurrent_matrix(rule, network.hidden_size, scale, radius, (seed, 0, 0))
    if not matrix.any():
        return Prediction(None, "reason.time_zero")
    slopes = np.vstack([np.ones((2, network.sequence_length)), np.zeros((1, network.sequence_length))])
    if reason == MEAN_FIELD:
        slopes, share = _slopes(task, network, matrix)
        if share > MOST_OF_INPUT:
            return Prediction(None, "reason.time_input")
    profile, spread = carried_back(matrix, *slopes, directions=_directions(task))
    return Prediction(profile, reason, spread) if np.isfinite(profile).all() else Prediction(None, "reason.time_zero")


def _directions(task: str) -> int:
    """From how many the signal starts: of the outputs' weights, one less where their errors add up to 0."""
    return max(1, task_of(task).outputs - (task_of(task).objective == "classification"))


def reason_of(task: str, network: RNN) -> str:
    """LINEAR, MEAN_FIELD, CARRY, or why there is nothing to work out."""
    asked = task_of(task).asked(network.sequence_length)
    if network.stacked_layers > 1:
        return "reason.time_stacked"
    if network.normalization != "none":
        return "reason.time_normalized"
    if 0 < network.window < network.sequence_length:
        return "reason.time_window"
    if network.loss_at == "every" or np.count_nonzero(asked) > 1:
        return "reason.time_every"
    if CELLS[network.cell].openings:
        return CARRY
    if CELLS[network.cell].activation == "identity":
        return LINEAR
    if CELLS[network.cell].activation == "relu":
        return "reason.time_kept"
    drawn = all(INITIALIZERS[rule].variance for rule in (network.initializer, network.recurrent_initializer))
    return MEAN_FIELD if drawn else "reason.not_drawn"


def carried_back(
    matrix: Float[np.ndarray, "width width"],
    mean_squares: Float[np.ndarray, " time"],
    squares: Float[np.ndarray, " time"],
    uneven: Float[np.ndarray, " time"],
    directions: int = 1,
) -> tuple[Float[np.ndarray, " time"], Float[np.ndarray, " time"]]:
    """log10 of the signal's rms relative to the last time step, and its spread over starting directions, [time] each.

    matrix: U [from, to]. (E φ')² and E φ'² of each time step [time]; uneven: E φ'⁴/(E φ'²)² - 1. One time step back,
    with D the diagonal of slopes, independent of U: E U D S D Uᵀ = U ((E φ')² S + Var φ' diag S) Uᵀ. At the last time
    step S is the identity: the output's weights know nothing of U. For a linear cell tr S is ‖Uᵏ‖_F²/n, exactly. A
    direction g drawn at random has gᵀ S g / gᵀ g of relative variance 2 (n tr S²/(tr S)² - 1)/(n + 2), 0 where U is
    orthogonal; over several directions so much less.
    """
    width, length = len(matrix), len(squares)
    carried, size = np.eye(width, dtype=np.float32) / width, 0.0  # S = exp(size) · carried, tr carried = 1
    sizes, along = np.zeros((2, length))
    for time in range(length - 1, 0, -1):
        among, alone = mean_squares[time], squares[time] - mean_squares[time]
        inside = np.float32(among) * carried
        inside.flat[:: width + 1] += alone * carried.flat[:: width + 1]
        carried = matrix @ inside @ matrix.T
        total = float(np.trace(carried))
        if not 0 < total < np.inf:
            return np.full(length, -np.inf), along
        size, carried = size + np.log(total), carried / np.float32(total)
        sizes[time - 1] = size
        along[time - 1] = 2 * max(0.0, width * float(np.vdot(carried, carried)) - 1) / (width + 2) / directions
    noise = OWN_SLOPES * np.append(np.cumsum(uneven[:0:-1])[::-1], 0.0) / width
    variance = variance_of_log(along) + noise
    return (sizes + mean_of_log(along)) / (2 * LN10), np.sqrt(variance) / (2 * LN10)


def _slopes(
    task: str, network: RNN, matrix: Float[np.ndarray, "width width"]
) -> tuple[Float[np.ndarray, "3 time"], float]:
    """(E φ')², E φ'² and E φ'⁴/(E φ'²)² - 1 at every time step [3, time], of preactivations whose mean square q follows
    the length map q_t = n Var U · E φ(q_{t-1})² + Var W · ‖x_t‖², from the task's own inputs; and the inputs' share of
    q."""
    moments = moments_of(CELLS[network.cell].activation, 0.0)
    rng = np.random.default_rng(0)
    read = task_of(task).draw(rng, SEQUENCES_READ, network.sequence_length, False).inputs.astype(float)
    variance = INITIALIZERS[network.initializer].variance
    assert variance is not None, "reason_of lets only drawn weights pass"
    gain = network.gain**2 * variance(read.shape[-1], network.hidden_size, network.init_scale)
    from_inputs = log_of(gain * (read**2).sum(axis=-1))  # [sequence, time]
    log_weight = float(log_of(float((matrix**2).sum()) / len(matrix)))
    size, rows, shares = from_inputs[:, 0], [], []
    for time, entering in enumerate(from_inputs.T):
        state = log_weight + interpolate(size, moments.second) if time else np.full(len(read), -np.inf)
        size = np.maximum(log_add(state, entering), SILENT)
        shares.append(np.exp(entering - size).mean())
        tables = moments.mean_slope, moments.slope, moments.kurtosis
        rows.append([np.exp(interpolate(size, table)).mean() for table in tables])
    slopes = np.array(rows).T - [[0.0], [0.0], [1.0]]
    return slopes, float(np.mean(shares[1:]))
