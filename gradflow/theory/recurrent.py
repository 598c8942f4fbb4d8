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
from gradflow.tasks.sequences import SEQUENCES
from gradflow.theory.layer import log_add, log_of
from gradflow.theory.moments import LN10, interpolate, moments_of
from gradflow.theory.prediction import Prediction

SILENT = -700.0  # log q where nothing enters; float64 ends at -745
SEQUENCES_READ = 128  # drawn from the task; the slopes are their averages
MOST_OF_INPUT = 0.55  # of q; measured: above, uniform weights from one number miss by 0.03 decades a step and more
LINEAR, MEAN_FIELD, CARRY = "reason.time_linear", "reason.time_mean_field", "reason.time_carry"


def explain_recurrent(experiment: Experiment) -> Prediction:
    """The prediction for initialization; what changes later in the run does not matter."""
    return _explain(experiment.task, downcast(experiment.network, RNN), experiment.seed)


@lru_cache(maxsize=128)
def _explain(task: str, network: RNN, seed: int) -> Prediction:
    cell = CELLS[network.cell]
    reason = reason_of(task, network)
    if reason == CARRY:
        back = np.arange(network.sequence_length - 1, -1, -1)
        opening = -np.log10(1 + np.exp(-network.forget_bias))
        quantity = "cell_gradient_rms" if cell.has_cell else "signal_rms"
        return Prediction(back * opening, reason, quantity=quantity)
    if reason not in (LINEAR, MEAN_FIELD):
        return Prediction(None, reason)
    rule, scale, radius = network.recurrent_initializer, network.init_scale, network.spectral_radius
    matrix = recurrent_matrix(rule, network.hidden_size, scale, radius, (seed, 0, 0)).astype(float)
    if not matrix.any():
        return Prediction(None, "reason.time_zero")
    slopes = np.ones((2, network.sequence_length))
    if reason == MEAN_FIELD:
        slopes, share = _slopes(task, network, matrix)
        if share > MOST_OF_INPUT:
            return Prediction(None, "reason.time_input")
    profile, spread = carried_back(matrix, *slopes)
    return Prediction(profile, reason, spread) if np.isfinite(profile).all() else Prediction(None, "reason.time_zero")


def reason_of(task: str, network: RNN) -> str:
    """LINEAR, MEAN_FIELD, CARRY, or why there is nothing to work out."""
    asked = SEQUENCES[task].asked(network.sequence_length)
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
    drawn = all(INITIALIZERS[rule].variance for rule in (network.initializer, network.recurrent_initializer))
    return MEAN_FIELD if drawn else "reason.not_drawn"


def carried_back(
    matrix: Float[np.ndarray, "width width"],
    mean_squares: Float[np.ndarray, " time"],
    squares: Float[np.ndarray, " time"],
) -> tuple[Float[np.ndarray, " time"], Float[np.ndarray, " time"]]:
    """log10 of the root of tr S relative to the last time step, and the spread of one sample about it, [time] each.

    matrix: U [from, to]. (E φ')² and E φ'² of each time step [time]. One time step back, with D the diagonal of
    slopes, independent of U: E U D S D Uᵀ = U ((E φ')² S + Var φ' diag S) Uᵀ. At the last time step S is the
    identity: the output's weights know nothing of U. For a linear cell this is ‖Uᵏ‖_F²/n, exactly. A direction g
    drawn at random has gᵀ A g / gᵀ g of relative variance 2 (n tr A²/(tr A)² - 1)/(n + 2), 0 where U is orthogonal.
    """
    width, length = len(matrix), len(squares)
    carried, size = np.eye(width) / width, 0.0  # S = exp(size) · carried, tr carried = 1
    sizes, uneven = np.zeros(length), np.zeros(length)
    for time in range(length - 1, 0, -1):
        among, alone = mean_squares[time], squares[time] - mean_squares[time]
        carried = matrix @ (among * carried + alone * np.diag(np.diag(carried))) @ matrix.T
        total = np.trace(carried)
        if not total > 0:
            return np.full(length, -np.inf), uneven
        size, carried = size + np.log(total), carried / total
        sizes[time - 1] = size
        uneven[time - 1] = 2 * max(0.0, width * float(np.sum(carried**2)) - 1) / (width + 2)
    return sizes / (2 * LN10), np.sqrt(uneven) / (2 * LN10)


def _slopes(
    task: str, network: RNN, matrix: Float[np.ndarray, "width width"]
) -> tuple[Float[np.ndarray, "2 time"], float]:
    """(E φ')² and E φ'² at every time step [2, time], of preactivations whose mean square q follows the length map
    q_t = n Var U · E φ(q_{t-1})² + Var W · ‖x_t‖², from the task's own inputs; and the inputs' share of q."""
    moments = moments_of(CELLS[network.cell].activation, 0.0)
    rng = np.random.default_rng(0)
    read = SEQUENCES[task].draw(rng, SEQUENCES_READ, network.sequence_length, False).inputs.astype(float)
    variance = INITIALIZERS[network.initializer].variance
    assert variance is not None, "reason_of lets only drawn weights pass"
    gain = network.gain**2 * variance(read.shape[-1], network.hidden_size, network.init_scale)
    from_inputs = log_of(gain * (read**2).sum(axis=-1))  # [sequence, time]
    log_weight = float(log_of((matrix**2).sum() / len(matrix)))
    size, rows, shares = from_inputs[:, 0], [], []
    for time, entering in enumerate(from_inputs.T):
        state = log_weight + interpolate(size, moments.second) if time else np.full(len(read), -np.inf)
        size = np.maximum(log_add(state, entering), SILENT)
        shares.append(np.exp(entering - size).mean())
        rows.append([np.exp(interpolate(size, table)).mean() for table in (moments.mean_slope, moments.slope)])
    return np.array(rows).T, float(np.mean(shares[1:]))
