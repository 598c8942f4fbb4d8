"""Rivals of the recurrent engine: the same cells, task and descent in JAX's `lax.scan` and in PyTorch."""

from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import torch
from jax import Array, lax
from torch import Tensor, nn

from gradflow.engine.program import COMPILER
from gradflow.engine.train import Training
from gradflow.experiment import Experiment
from gradflow.network import RNN
from gradflow.parts.cells import CELLS
from gradflow.tasks.sequences import SEQUENCES

LENGTH, HIDDEN, BATCH, CHUNK, RATE = 100, 64, 64, 20, 0.01
CELLS_SHOWN = ("tanh", "gru", "lstm")
Runner = Callable[[int], None]


def batches() -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """New sequences without end, time first, and what is to be said at their end."""
    rng = np.random.default_rng(0)
    while True:
        read, said = SEQUENCES["adding"].draw(rng, BATCH, LENGTH, False)
        yield np.ascontiguousarray(read.swapaxes(0, 1)), said[:, -1]


def engine(cell: str, recording: bool = True) -> Runner:
    """A function that makes n steps."""
    e = Experiment("adding", RNN(cell, HIDDEN, LENGTH), "sgd", RATE, batch_size=BATCH, steps=20_000)
    training = Training(e, recording)

    def run(steps: int) -> None:
        for _ in range(0, steps, CHUNK):
            training.advance(CHUNK)

    run(2 * CHUNK)
    return run


def scan(cell: str) -> Runner:
    """`jax.grad` through `lax.scan`, without a record."""
    gates, step_of, rng = CELLS[cell].gates, CELLS[cell].step, np.random.default_rng(0)
    shapes = {"w": (2, gates * HIDDEN), "u": (HIDDEN, gates * HIDDEN), "v": (HIDDEN, 1)}
    weights = {k: jnp.asarray(rng.uniform(-0.1, 0.1, shape), jnp.float32) for k, shape in shapes.items()}
    weights |= {"b": jnp.zeros(gates * HIDDEN), "c": jnp.zeros(1)}
    nothing = jnp.zeros((BATCH, HIDDEN))

    def loss(p: dict[str, Array], read: Array, said: Array) -> Array:
        def body(carry: tuple[Array, Array], x: Array) -> tuple[tuple[Array, Array], None]:
            h, c = carry
            done = step_of(x @ p["w"] + p["b"], h @ p["u"], h, c)
            return (done.h, c if done.c is None else done.c), None

        (h, _), _ = lax.scan(body, (nothing, nothing), read)
        return jnp.mean((h @ p["v"] + p["c"] - said) ** 2)

    def step(p: dict[str, Array], read: Array, said: Array) -> tuple[dict[str, Array], Array]:
        value, gradient = jax.value_and_grad(loss)(p, read, said)
        return jax.tree.map(lambda w, g: w - RATE * g, p, gradient), value

    program, drawn, held = jax.jit(step, compiler_options=COMPILER), batches(), [weights]

    def run(steps: int) -> None:
        for _ in range(steps):
            held[0], value = program(held[0], *next(drawn))
        value.block_until_ready()

    run(2)
    return run


class _InTorch:
    """A network of PyTorch's and its descent."""

    def __init__(self, recurrent: nn.Module) -> None:
        self.recurrent, self.last, self.drawn = recurrent, nn.Linear(HIDDEN, 1), batches()
        parameters = [*recurrent.parameters(), *self.last.parameters()]
        self.optimizer = torch.optim.SGD(parameters, lr=RATE)

    def learn(self, states_of: Callable[[Tensor], Tensor]) -> Tensor:
        """One step's two sweeps; the loss."""
        read, said = map(torch.from_numpy, next(self.drawn))
        loss = nn.functional.mse_loss(self.last(states_of(read)), said)
        self.optimizer.zero_grad()
        loss.backward()
        return loss.detach()


def unrolled(cell: str, threads: int) -> Runner:
    """PyTorch's cell, time step by time step, ∂loss/∂h_t retained and measured."""
    torch.set_num_threads(threads)
    kinds: dict[str, Any] = {"tanh": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}
    module = kinds[cell](2, HIDDEN)
    network = _InTorch(module)
    kept: list[Tensor] = []

    def states_of(read: Tensor) -> Tensor:
        kept.clear()
        h = c = torch.zeros(BATCH, HIDDEN)
        for x in read:
            h, c = module(x, (h, c)) if cell == "lstm" else (module(x, h), c)
            for state in (h, c) if cell == "lstm" else (h,):
                state.retain_grad()
                kept.append(state)
        return h

    def run(steps: int) -> None:
        for _ in range(steps):
            network.learn(states_of)
            with torch.no_grad():
                # What a trace has besides, U's share of each time step among it, is left out in PyTorch's favour.
                records = torch.stack([_rms(state.grad) for state in kept] + [_rms(state) for state in kept])
                before = module.weight_hh.clone()
                network.optimizer.step()
                (_rms(module.weight_hh - before) / _rms(before)).item()
                records.numpy()

    return run


def _rms(x: Tensor | None) -> Tensor:
    assert x is not None
    return x.norm() / x.numel() ** 0.5


def fused(threads: int) -> Runner:
    """PyTorch's nn.LSTM in one call, without a record: a way to train, not to look."""
    torch.set_num_threads(threads)
    module = nn.LSTM(2, HIDDEN)
    network = _InTorch(module)

    def run(steps: int) -> None:
        for _ in range(steps):
            network.learn(lambda read: module(read)[0][-1])
            network.optimizer.step()

    return run
