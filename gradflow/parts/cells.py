"""Cells: how a recurrent network's state goes from one time step to the next, and how the gradient comes back.

In the formulas x_t is the input, ⊙ the product entry by entry, σ the sigmoid. The way back is written out: made of
what the way forward keeps, it has no exponential function, which would cost as much as a matrix product.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, nn

from gradflow.parts.activations import ACTIVATIONS

MOST_GATES = 4  # matrices of one layer's recurrent weights
MOST_KEPT = 5  # arrays that are kept of a time step

Parts = tuple[Array, ...]  # each [batch, hidden]


class Stepped(NamedTuple):
    """After one time step: h and, of a cell that has it, c [batch, hidden]; and what is kept for the way back: first
    what each gate lets through, last the value of the squashing function that makes h (or its slope)."""

    h: Array
    c: Array | None
    kept: Parts


class Sent(NamedTuple):
    """Before one time step: ∂loss/∂(W x + b) and ∂loss/∂(U h + b'), gate by gate; ∂loss/∂h of the state before, by
    every way but through U; ∂loss/∂c_t by every way, and of the c before."""

    onto_input: Parts
    onto_state: Parts
    onto_h: Array | float
    onto_c: Array
    onto_old_c: Array


# (W x + b, U h + b', h, c), the first two [batch, gates · hidden] -> Stepped.
Step = Callable[[Array, Array, Array, Array], Stepped]
# (kept, h and c of the state before, ∂loss/∂h_t by every way, ∂loss/∂c_t by every way but through h_t) -> Sent.
Back = Callable[[Parts, Array, Array, Array, Array], Sent]


@dataclass(frozen=True)
class Cell:
    """One cell.

    step, back: one time step and its derivative; slope: what was kept -> the slope of the function that makes h.
    keeps: how many arrays are kept.
    gates: how many matrices its recurrent weights are made of, side by side as in PyTorch.
    activation: the name of the squashing function that makes h (`gradflow.parts.activations`).
    openings: the names of its gates, in the order in which they are kept; () without gates.
    matrices: what each of its matrices leads into, where there are several: a gate or the candidate.
    carry: which of the gates multiplies the old state on its own path; its bias is `forget_bias`.
    has_cell: whether there is a second state c, the gated path along which the gradient is carried.
    written_out: of who has no gates, the same step with the slope written out (`gradflow.parts.activations`), if any.
    """

    step: Step
    back: Back
    slope: Callable[[Parts], Array]
    keeps: int
    gates: int
    activation: str
    formula: str
    source: str = ""
    openings: tuple[str, ...] = ()
    matrices: tuple[str, ...] = ()
    carry: int | None = None
    has_cell: bool = False
    written_out: Step | None = None


def _vanilla(activation: str, slope_of: Callable[[Array], Array] | None = None) -> Step:
    function = ACTIVATIONS[activation].function

    def step(from_input: Array, from_state: Array, _: Array, __: Array) -> Stepped:
        u = from_input + from_state
        if slope_of is not None:
            return Stepped(function(u, jnp.float32(0)), None, (slope_of(u),))
        h, slope = jax.jvp(lambda u: function(u, jnp.float32(0)), (u,), (jnp.ones_like(u),))
        return Stepped(h, None, (slope,))

    return step


def _vanilla_back(kept: Parts, _: Array, __: Array, onto_h: Array, onto_c: Array) -> Sent:
    onto = (onto_h * kept[0],)
    return Sent(onto, onto, 0.0, onto_c, onto_c)


def _parts(x: Array, gates: int) -> list[Array]:
    width = x.shape[-1] // gates
    return [x[..., gate * width : (gate + 1) * width] for gate in range(gates)]


def _of_sigmoid(y: Array) -> Array:
    return y * (1 - y)


def _of_tanh(y: Array) -> Array:
    return (1 - y) * (1 + y)


def _gru(from_input: Array, from_state: Array, h: Array, _: Array) -> Stepped:
    """The reset gate comes after the matrix product, as in PyTorch and cuDNN."""
    (r, z, n), (r_state, z_state, n_state) = _parts(from_input, 3), _parts(from_state, 3)
    reset, update = nn.sigmoid(r + r_state), nn.sigmoid(z + z_state)
    new = jnp.tanh(n + reset * n_state)
    return Stepped((1 - update) * new + update * h, None, (reset, update, n_state, new))


def _gru_back(kept: Parts, h: Array, _: Array, onto_h: Array, onto_c: Array) -> Sent:
    reset, update, n_state, new = kept
    onto_n = onto_h * (1 - update) * _of_tanh(new)
    onto_r, onto_z = onto_n * n_state * _of_sigmoid(reset), onto_h * (h - new) * _of_sigmoid(update)
    return Sent((onto_r, onto_z, onto_n), (onto_r, onto_z, onto_n * reset), onto_h * update, onto_c, onto_c)


def _lstm(from_input: Array, from_state: Array, _: Array, c: Array) -> Stepped:
    i, f, g, o = _parts(from_input + from_state, 4)
    enter, keep, leave, new = nn.sigmoid(i), nn.sigmoid(f), nn.sigmoid(o), jnp.tanh(g)
    c = keep * c + enter * new
    squashed = jnp.tanh(c)
    return Stepped(leave * squashed, c, (enter, keep, leave, new, squashed))


def _lstm_back(kept: Parts, _: Array, c: Array, onto_h: Array, onto_c: Array) -> Sent:
    enter, keep, leave, new, squashed = kept
    onto_c = onto_c + onto_h * leave * _of_tanh(squashed)
    onto_i, onto_f = onto_c * new * _of_sigmoid(enter), onto_c * c * _of_sigmoid(keep)
    onto = (onto_i, onto_f, onto_c * enter * _of_tanh(new), onto_h * squashed * _of_sigmoid(leave))
    return Sent(onto, onto, 0.0, onto_c, onto_c * keep)


def _last(kept: Parts) -> Array:
    return kept[-1]


def _last_of_tanh(kept: Parts) -> Array:
    return _of_tanh(kept[-1])


def _plain(activation: str, formula: str, source: str = "") -> Cell:
    slope = ACTIVATIONS[activation].slope
    again = None if slope is None else _vanilla(activation, slope)
    return Cell(_vanilla(activation), _vanilla_back, _last, 1, 1, activation, formula, source, written_out=again)


CELLS: dict[str, Cell] = {
    "tanh": _plain("tanh", r"h_t = \tanh(W x_t + U h_{t-1} + b)", "Elman 1990"),
    "relu": _plain("relu", r"h_t = \max(0,\, W x_t + U h_{t-1} + b)", "Le et al. 2015"),
    "sigmoid": _plain("sigmoid", r"h_t = \sigma(W x_t + U h_{t-1} + b)", "Pascanu et al. 2013"),
    "linear": _plain("identity", r"h_t = W x_t + U h_{t-1} + b"),
    "gru": Cell(
        _gru,
        _gru_back,
        _last_of_tanh,
        4,
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
        _lstm_back,
        _last_of_tanh,
        5,
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


def place_written_out(name: str) -> int:
    """Where a cell stands in a list of those that share its way back and then of those among them that have a step
    with the slope written out: with it there, or in its own place."""
    alike = [other for other, cell in CELLS.items() if cell.back is CELLS[name].back]
    again = [other for other in alike if CELLS[other].written_out]
    return len(alike) + again.index(name) if name in again else alike.index(name)
