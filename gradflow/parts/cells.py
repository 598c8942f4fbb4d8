"""Cells: how a recurrent network's state goes from one time step to the next.

Only the way forward is written here; the backward sweep takes the exact derivative of one time step
with `jax.vjp` (`gradflow.engine.recurrent.sweep`). In the formulas x_t is the input, ⊙ the product
entry by entry, σ the sigmoid.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, nn

MOST_GATES = 4  # matrices of one layer's recurrent weights


class Stepped(NamedTuple):
    """After one time step: h and c [batch, hidden], what each gate lets through, each [batch, hidden], and
    the input u of the last squashing function, whose slope says which units are saturated."""

    h: Array
    c: Array
    openings: tuple[Array, ...]
    u: Array


# (W x + b, U h + b', h, c, nudge), the first two [batch, gates · hidden] -> Stepped. The nudge is 0 and is added
# to the new c, so that the derivative with respect to it is ∂loss/∂c_t.
Step = Callable[[Array, Array, Array, Array, Array], Stepped]


@dataclass(frozen=True)
class Cell:
    """One cell.

    gates: how many matrices its recurrent weights are made of, side by side as in PyTorch.
    activation: the name of the squashing function that makes h (`gradflow.parts.activations`).
    openings: the names of its gates, in the order in which Stepped has them; () without gates.
    matrices: what each of its matrices leads into, where there are several: a gate or the candidate.
    carry: which of the gates multiplies the old state on its own path; its bias is `forget_bias`.
    has_cell: whether there is a second state c, the gated path along which the gradient is carried.
    """

    step: Step
    gates: int
    activation: str
    formula: str
    source: str = ""
    openings: tuple[str, ...] = ()
    matrices: tuple[str, ...] = ()
    carry: int | None = None
    has_cell: bool = False


def _vanilla(activation: Callable[[Array], Array]) -> Step:
    def step(from_input: Array, from_state: Array, _: Array, c: Array, __: Array) -> Stepped:
        u = from_input + from_state
        return Stepped(activation(u), c, (), u)

    return step


def _parts(x: Array, gates: int) -> list[Array]:
    width = x.shape[-1] // gates
    return [x[..., gate * width : (gate + 1) * width] for gate in range(gates)]


def _gru(from_input: Array, from_state: Array, h: Array, c: Array, _: Array) -> Stepped:
    """The reset gate comes after the matrix product, as in PyTorch and cuDNN."""
    (r, z, n), (r_state, z_state, n_state) = _parts(from_input, 3), _parts(from_state, 3)
    reset, update = nn.sigmoid(r + r_state), nn.sigmoid(z + z_state)
    u = n + reset * n_state
    return Stepped((1 - update) * jnp.tanh(u) + update * h, c, (reset, update), u)


def _lstm(from_input: Array, from_state: Array, _: Array, c: Array, nudge: Array) -> Stepped:
    i, f, g, o = _parts(from_input + from_state, 4)
    enter, keep, leave = nn.sigmoid(i), nn.sigmoid(f), nn.sigmoid(o)
    c = keep * c + enter * jnp.tanh(g) + nudge
    return Stepped(leave * jnp.tanh(c), c, (enter, keep, leave), c)


CELLS: dict[str, Cell] = {
    "tanh": Cell(_vanilla(jnp.tanh), 1, "tanh", r"h_t = \tanh(W x_t + U h_{t-1} + b)", "Elman 1990"),
    "relu": Cell(_vanilla(nn.relu), 1, "relu", r"h_t = \max(0,\, W x_t + U h_{t-1} + b)", "Le et al. 2015"),
    "sigmoid": Cell(_vanilla(nn.sigmoid), 1, "sigmoid", r"h_t = \sigma(W x_t + U h_{t-1} + b)", "Pascanu et al. 2013"),
    "linear": Cell(_vanilla(lambda u: u), 1, "identity", r"h_t = W x_t + U h_{t-1} + b"),
    "gru": Cell(
        _gru,
        3,
        "tanh",
        r"\begin{aligned} h_t &= (1 - z_t) \odot n_t + z_t \odot h_{t-1} \\ "
        r"n_t &= \tanh(W_n x_t + b_n \\ &\quad + r_t \odot (U_n h_{t-1} + b'_n)) \end{aligned}",
        "Cho et al. 2014",
        openings=("reset", "update"),
        matrices=("reset", "update", "candidate"),
        carry=1,
    ),
    "lstm": Cell(
        _lstm,
        4,
        "tanh",
        r"\begin{aligned} c_t &= f_t \odot c_{t-1} + i_t \odot g_t \\ h_t &= o_t \odot \tanh c_t \end{aligned}",
        "Hochreiter & Schmidhuber 1997; Gers et al. 2000",
        openings=("input", "forget", "output"),
        matrices=("input", "forget", "candidate", "output"),
        carry=1,
        has_cell=True,
    ),
}
