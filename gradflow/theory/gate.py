"""Highway's gate T = σ(z Wᵀ + b) at initialization (Srivastava et al. 2015, arXiv:1505.00387).

Its input is N(b, v) over the units with v = width · Var W · q, independent of the unit's own stream
and branch, so that only averages over that one Gaussian are needed.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from gradflow.theory.layer import log_add, log_of

NODES = np.linspace(-6, 6, 49)  # equal steps, not Gauss-Hermite: a gate with large v is almost a switch
WEIGHTS = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()


@dataclass(frozen=True)
class Gate:
    """Logs, [sample]: v; E T², E (1-T)², and the factor of the signal that comes back through the gate itself."""

    variance: Float[np.ndarray, " sample"]
    opened: Float[np.ndarray, " sample"]
    carried: Float[np.ndarray, " sample"]
    turned: Float[np.ndarray, " sample"]


def gate_of(
    stream: Float[np.ndarray, " sample"], branch: Float[np.ndarray, " sample"], log_weight: float, bias: float
) -> Gate:
    """The averages; `stream` and `branch` are the logs of the mean squares the gate chooses between.

    ∂z/∂T = branch - stream and ∂T/∂input = T (1-T), hence
    turned = E (T (1-T))² · (branch + stream) · width · Var W.
    """
    variance = log_weight + stream
    inputs = bias + np.exp(variance / 2)[:, None] * NODES
    t, c = _sigmoid(inputs), _sigmoid(-inputs)
    turned = log_of((t * c) ** 2 @ WEIGHTS) + log_add(branch, stream) + log_weight
    return Gate(variance, log_of(t**2 @ WEIGHTS), log_of(c**2 @ WEIGHTS), turned)


def _sigmoid(x: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    return 0.5 * (1 + np.tanh(x / 2))
