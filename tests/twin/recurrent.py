"""The recurrent twin: unrolled in time, one line of a textbook after the other, float64, differentiated by PyTorch.

Weights lie as in torch.nn.RNN, GRU and LSTM.
"""

from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.tasks.sequences import SEQUENCES
from tests.networks.known import rnn_of
from tests.twin.gradients import SHAKE

Array = NDArray[Any]
EPSILON = 1e-5
GATES = {"gru": 3, "lstm": 4}
OPENINGS = {"gru": ("reset", "update"), "lstm": ("input", "forget", "output")}
ACTIVATION = {"tanh": "tanh", "relu": "relu", "sigmoid": "sigmoid", "linear": "identity", "gru": "tanh", "lstm": "tanh"}


class Parameters(NamedTuple):
    """One array a layer, as in `gradflow.engine.recurrent.inspect.RecurrentWeights`; the last two have one."""

    weight_ih: list[Any]
    weight_hh: list[Any]
    bias_ih: list[Any]
    bias_hh: list[Any]
    input_scales: list[Any]
    state_scales: list[Any]
    output_weight: list[Any]
    output_bias: list[Any]


class Truth(NamedTuple):
    """One step. states, cells, entering (what enters the last squashing function), signals ∂loss/∂h_t, cell_signals
    ∂loss/∂c_t: [layer, time, batch, hidden]; openings: by name; shares [layer, time, gates · hidden, hidden]: what
    each time step adds to ∂loss/∂weight_hh; outputs [time, batch, output]."""

    loss: float
    outputs: Array
    states: Array
    cells: Array
    entering: Array
    openings: dict[str, Array]
    signals: Array
    cell_signals: Array
    shares: Array
    gradients: Parameters


def asked_of(e: Experiment) -> Array:
    """How much each time step's answer counts."""
    length = rnn_of(e).sequence_length
    asked = np.ones(length) if rnn_of(e).loss_at == "every" else SEQUENCES[e.task].asked(length)
    return asked / asked.sum()


def squash(cell: str, u: Any) -> Any:
    match cell:
        case "tanh":
            return torch.tanh(u)
        case "relu":
            return torch.relu(u)
        case "sigmoid":
            return torch.sigmoid(u)
        case "linear":
            return u
    raise NotImplementedError(f"the twin does not know the cell {cell}: write its definition here")


def cell_step(cell: str, x: Any, s: Any, h: Any, c: Any) -> tuple[Any, Any, dict[str, Any], Any]:
    """h_t, c_t, gates, and what enters the last squashing function. x: what comes from the input, s: from h_{t-1}."""
    match cell:
        case "gru":
            (r, z, n), (r_, z_, n_) = x.chunk(3, dim=1), s.chunk(3, dim=1)
            r, z = torch.sigmoid(r + r_), torch.sigmoid(z + z_)
            u = n + r * n_
            return (1 - z) * torch.tanh(u) + z * h, c, {"reset": r, "update": z}, u
        case "lstm":
            i, f, g, o = (x + s).chunk(4, dim=1)
            i, f, o = torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o)
            c = f * c + i * torch.tanh(g)
            return o, c, {"input": i, "forget": f, "output": o}, c  # h = o tanh c once c is settled, see `_unrolled`
    return squash(cell, x + s), c, {}, x + s


def normalize(kind: str, a: Any, scale: Any, width: int) -> Any:
    """Each gate's units together (Ba et al. 2016, eq. 20)."""
    if kind == "none":
        return a
    x = a.reshape(len(a), -1, width)
    match kind:
        case "layer":
            x = (x - x.mean(-1, keepdim=True)) / torch.sqrt(x.var(-1, unbiased=False, keepdim=True) + EPSILON)
        case "rms":
            x = x / torch.sqrt((x**2).mean(-1, keepdim=True) + EPSILON)
        case _:
            raise NotImplementedError(f"the twin does not know the normalization {kind}: write it here")
    return x.reshape(a.shape) * scale


class Unrolled(NamedTuple):
    """Lists of lists [layer][time] of tensors; zeros: what was added to h, c and U h, to differentiate by."""

    states: list[list[Any]]
    cells: list[list[Any]]
    entering: list[list[Any]]
    openings: dict[str, list[list[Any]]]
    before: list[list[Any]]
    zeros: list[Any]
    outputs: list[Any]


def unroll(e: Experiment, p: Parameters, inputs: Any, shake: Any = None) -> Unrolled:
    """The forward pass; shake() is a factor for each state, to see what rounding does."""
    n, gates = rnn_of(e), GATES.get(rnn_of(e).cell, 1)
    batch, zeros = inputs.shape[1], []

    def zero(width: int) -> Any:
        zeros.append(torch.zeros(batch, width, dtype=inputs.dtype, requires_grad=True))
        return zeros[-1]

    done = Unrolled([], [], [], {name: [] for name in OPENINGS.get(n.cell, ())}, [], zeros, [])
    reads = list(inputs)
    for layer in range(n.stacked_layers):
        for rows in (*done[:3], *done.openings.values(), done.before):
            rows.append([])
        h = c = torch.zeros(batch, n.hidden_size, dtype=inputs.dtype)
        for t in range(n.sequence_length):
            if n.window and t % n.window == 0:
                h, c = h.detach(), c.detach()
            done.before[-1].append(h)
            below, past = reads[t] @ p.weight_ih[layer].T, h @ p.weight_hh[layer].T + zero(gates * n.hidden_size)
            x = normalize(n.normalization, below, p.input_scales[layer], n.hidden_size) + p.bias_ih[layer]
            s = normalize(n.normalization, past, p.state_scales[layer], n.hidden_size) + p.bias_hh[layer]
            h, c, openings, u = cell_step(n.cell, x, s, h, c)
            c = c + zero(n.hidden_size)
            if n.cell == "lstm":
                h, u = h * torch.tanh(c), c
            h = (h if shake is None else h * shake(h.shape)) + zero(n.hidden_size)
            for rows, row in zip((done[:3]), (h, c, u), strict=True):
                rows[-1].append(row)
            for name, opening in openings.items():
                done.openings[name][-1].append(opening)
        above = done.states[layer]
        reads = [a + b for a, b in zip(above, reads, strict=True)] if n.stacked_residual and layer else above
    done.outputs.extend(read @ p.output_weight[0].T + p.output_bias[0] for read in reads)
    return done


def loss_of(e: Experiment, outputs: list[Any], targets: Any) -> Any:
    """Of the answers that are asked for, cross entropy or mean of squares."""
    total = torch.zeros((), dtype=targets.dtype)
    for t in np.flatnonzero(asked_of(e)):
        if SEQUENCES[e.task].objective == "regression":
            loss = ((outputs[t] - targets[t]) ** 2).mean()
        else:
            loss = -(torch.log_softmax(outputs[t], dim=1) * targets[t]).sum(dim=1).mean()
        total = total + float(asked_of(e)[t]) * loss
    return total


def truth_of(e: Experiment, parameters: Parameters, inputs: Array, targets: Array, dtype: Any = np.float64) -> Truth:
    """Loss and every gradient; inputs, targets [time, batch, ...]. In float32 every state is shaken by SHAKE."""
    x, y = torch.tensor(np.asarray(inputs, dtype)), torch.tensor(np.asarray(targets, dtype))
    p = Parameters(*([torch.tensor(np.asarray(a, dtype), requires_grad=True) for a in field] for field in parameters))
    rng = torch.Generator().manual_seed(0)
    shake = None if dtype == np.float64 else lambda shape: 1 + SHAKE * (2 * torch.rand(shape, generator=rng) - 1)
    done = unroll(e, p, x, shake)
    loss = loss_of(e, done.outputs, y)
    flat = [leaf for field in p for leaf in field]
    slopes = torch.autograd.grad(loss, done.zeros + flat, allow_unused=True)
    found = [np.zeros(a.shape) if s is None else _numbers(s) for s, a in zip(slopes, done.zeros + flat, strict=True)]
    shape = (rnn_of(e).stacked_layers, rnn_of(e).sequence_length)
    onto_raw, onto_c, onto_h = (np.array(found[k : len(done.zeros) : 3]) for k in range(3))
    onto_raw, onto_c, onto_h = (a.reshape(*shape, *a.shape[1:]) for a in (onto_raw, onto_c, onto_h))
    rest = iter(found[len(done.zeros) :])
    return Truth(
        float(loss.detach()),
        np.array([_numbers(output) for output in done.outputs]),
        _stacked(done.states),
        _stacked(done.cells),
        _stacked(done.entering),
        {name: _stacked(rows) for name, rows in done.openings.items()},
        onto_h,
        onto_c,
        np.einsum("ltbg,ltbh->ltgh", onto_raw, _stacked(done.before)),
        Parameters(*([next(rest) for _ in field] for field in p)),
    )


def _numbers(tensor: Any) -> Array:
    return tensor.detach().double().numpy()


def _stacked(rows: list[list[Any]]) -> Array:
    return np.array([[_numbers(row) for row in layer] for layer in rows])
