"""Cells: how a recurrent network's state goes from one time step to the next, and how the gradient comes back.

In the formulas x_t is the input, ⊙ the product entry by entry, σ the sigmoid. The way back is written out: made of
what the way forward keeps, it has no exponential function, which would cost as much as a matrix product.

Of a gate σ(u) its odds e^u are kept, of tanh u the sinh u. From one such number follow the value and the slope with
all their digits; from the value alone the slope would not, for 1 - tanh² is 0 as soon as tanh rounds to 1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from gradflow.parts.activations import ACTIVATIONS

MOST_GATES = 4  # matrices of one layer's recurrent weights
MOST_KEPT = 5  # arrays that are kept of a time step

Parts = tuple[Array, ...]  # each [batch, hidden]


class Stepped(NamedTuple):
    """After one time step: h and, of a cell that has it, c [batch, hidden]; and what is kept for the way back: first
    the odds of each gate, last the sinh of what tanh makes h of (or the slope itself)."""

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


def _vanilla(activation: str) -> Step:
    def step(from_input: Array, from_state: Array, _: Array, __: Array) -> Stepped:
        u, record = from_input + from_state, ACTIVATIONS[activation]
        return Stepped(record.function(u, jnp.float32(0)), None, (record.slope(u, jnp.float32(0)),))

    return step


def _vanilla_back(kept: Parts, _: Array, __: Array, onto_h: Array, onto_c: Array) -> Sent:
    onto = (onto_h * kept[0],)
    return Sent(onto, onto, 0.0, onto_c, onto_c)


def _parts(x: Array, gates: int) -> list[Array]:
    width = x.shape[-1] // gates
    return [x[..., gate * width : (gate + 1) * width] for gate in range(gates)]


def _odds(u: Array) -> Array:
    """e^u, within what float32 can hold of it and of its reciprocal."""
    return jnp.exp(jnp.clip(u, -87.0, 87.0))


def opening(odds: Array) -> Array:
    """What a gate lets through: σ(u)."""
    return odds * _closing(odds)


def _closing(odds: Array) -> Array:
    """1 - σ(u)."""
    return 1 / (1 + odds)


def _of_sigmoid(odds: Array) -> Array:
    """σ'(u)."""
    return opening(odds) * _closing(odds)


def _tanh(u: Array) -> tuple[Array, Array]:
    """tanh u, and sinh u = tanh u · cosh u, as far as float32 can hold its square."""
    value, grown = jnp.tanh(u), jnp.exp(jnp.minimum(jnp.abs(u), 44.0))
    return value, value * (0.5 * (grown + 1 / grown))


def _of_tanh(sinh: Array) -> Array:
    """tanh'(u) = 1 / cosh² u."""
    return 1 / (1 + sinh * sinh)


def _tanh_of(sinh: Array) -> Array:
    return sinh * jnp.sqrt(_of_tanh(sinh))


def _gru(from_input: Array, from_state: Array, h: Array, _: Array) -> Stepped:
    """The reset gate comes after the matrix product, as in PyTorch and cuDNN."""
    (r, z, n), (r_state, z_state, n_state) = _parts(from_input, 3), _parts(from_state, 3)
    reset, update = _odds(r + r_state), _odds(z + z_state)
    new, sinh = _tanh(n + opening(reset) * n_state)
    return Stepped(_closing(update) * new + opening(update) * h, None, (reset, update, n_state, sinh))


def _gru_back(kept: Parts, h: Array, _: Array, onto_h: Array, onto_c: Array) -> Sent:
    reset, update, n_state, sinh = kept
    onto_n = onto_h * _closing(update) * _of_tanh(sinh)
    onto_r, onto_z = onto_n * n_state * _of_sigmoid(reset), onto_h * (h - _tanh_of(sinh)) * _of_sigmoid(update)
    onto_input, onto_state = (onto_r, onto_z, onto_n), (onto_r, onto_z, onto_n * opening(reset))
    return Sent(onto_input, onto_state, onto_h * opening(update), onto_c, onto_c)


def _lstm(from_input: Array, from_state: Array, _: Array, c: Array) -> Stepped:
    i, f, g, o = _parts(from_input + from_state, 4)
    (enter, keep, leave), (new, sinh) = map(_odds, (i, f, o)), _tanh(g)
    c = opening(keep) * c + opening(enter) * new
    squashed, sinh_of_c = _tanh(c)
    return Stepped(opening(leave) * squashed, c, (enter, keep, leave, sinh, sinh_of_c))


def _lstm_back(kept: Parts, _: Array, c: Array, onto_h: Array, onto_c: Array) -> Sent:
    enter, keep, leave, sinh, sinh_of_c = kept
    onto_c = onto_c + onto_h * opening(leave) * _of_tanh(sinh_of_c)
    onto_i, onto_f = onto_c * _tanh_of(sinh) * _of_sigmoid(enter), onto_c * c * _of_sigmoid(keep)
    onto_g, onto_o = onto_c * opening(enter) * _of_tanh(sinh), onto_h * _tanh_of(sinh_of_c) * _of_sigmoid(leave)
    onto = (onto_i, onto_f, onto_g, onto_o)
    return Sent(onto, onto, 0.0, onto_c, onto_c * opening(keep))


def _last(kept: Parts) -> Array:
    return kept[-1]


def _last_of_tanh(kept: Parts) -> Array:
    return _of_tanh(kept[-1])


def _plain(activation: str, formula: str, source: str = "") -> Cell:
    return Cell(_vanilla(activation), _vanilla_back, _last, 1, 1, activation, formula, source)


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
