"""Rivals of the recurrent engine: the same cells, task, descent and looks at held-out data, in JAX's `lax.scan` and in
PyTorch."""

from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import torch
from jax import Array, lax
from torch import Tensor, nn

from gradflow.engine.core.compiler import COMPILER
from gradflow.engine.recurrent.samples import HELD_OUT
from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment
from gradflow.networks import RNN
from gradflow.parts.cells import CELLS
from gradflow.tasks.sequences import SEQUENCES
from tests.benchmarks import ceiling

LENGTH, HIDDEN, BATCH, CHUNK, RATE = 100, 64, 64, 20, 0.01
CELLS_SHOWN = ("tanh", "gru", "lstm")
Runner = Callable[[int], None]
Sequences = tuple[np.ndarray, np.ndarray]


def _drawn(rng: np.random.Generator, count: int) -> Sequences:
    """New sequences, time first, and what is to be said at their end."""
    read, said = SEQUENCES["adding"].draw(rng, count, LENGTH, False)
    return np.ascontiguousarray(read.swapaxes(0, 1)), said[:, -1]


def batches() -> Iterator[Sequences]:
    rng = np.random.default_rng(0)
    while True:
        yield _drawn(rng, BATCH)


def held_out() -> Sequences:
    """What is looked at after every CHUNK steps, as the engine does."""
    return _drawn(np.random.default_rng(1), HELD_OUT)


def engine(cell: str, recording: bool = True) -> Runner:
    """A function that makes n steps."""
    e = Experiment("adding", RNN(cell, HIDDEN, LENGTH), "sgd", RATE, batch_size=BATCH, steps=20_000)
    training = begin_training(e, recording)

    def run(steps: int) -> None:
        for _ in range(0, steps, CHUNK):
            training.advance(CHUNK)

    run(2 * CHUNK)
    return run


def floor(cell: str) -> Runner:
    """The matrix products and the kept arrays that the engine's sweeps cannot do without, and nothing else."""
    record = CELLS[cell]
    return ceiling.over_time(record.gates, 1 + record.has_cell + record.keeps, LENGTH, HIDDEN, BATCH)


def scan(cell: str) -> Runner:
    """`jax.grad` through `lax.scan`, without a record."""
    gates, step_of, rng = CELLS[cell].gates, CELLS[cell].step, np.random.default_rng(0)
    shapes = {"w": (2, gates * HIDDEN), "u": (HIDDEN, gates * HIDDEN), "v": (HIDDEN, 1)}
    weights = {k: jnp.asarray(rng.uniform(-0.1, 0.1, shape), jnp.float32) for k, shape in shapes.items()}
    weights |= {"b": jnp.zeros(gates * HIDDEN), "c": jnp.zeros(1)}

    def loss(p: dict[str, Array], read: Array, said: Array) -> Array:
        def body(carry: tuple[Array, Array], x: Array) -> tuple[tuple[Array, Array], None]:
            h, c = carry
            done = step_of(x @ p["w"] + p["b"], h @ p["u"], h, c)
            return (done.h, c if done.c is None else done.c), None

        nothing = jnp.zeros((read.shape[1], HIDDEN))
        (h, _), _ = lax.scan(body, (nothing, nothing), read)
        return jnp.mean((h @ p["v"] + p["c"] - said) ** 2)

    def step(p: dict[str, Array], read: Array, said: Array) -> tuple[dict[str, Array], Array]:
        value, gradient = jax.value_and_grad(loss)(p, read, said)
        return jax.tree.map(lambda w, g: w - RATE * g, p, gradient), value

    program, look = (jax.jit(each, compiler_options=COMPILER) for each in (step, loss))
    drawn, unseen, held = batches(), jax.device_put(held_out()), [weights]

    def run(steps: int) -> None:
        for done in range(1, steps + 1):
            held[0], value = program(held[0], *next(drawn))
            if done % CHUNK == 0:
                value = look(held[0], *unseen)
        value.block_until_ready()

    run(CHUNK)
    return run


class _InTorch:
    """A network of PyTorch's and its descent."""

    def __init__(self, recurrent: nn.Module) -> None:
        self.recurrent, self.last, self.drawn = recurrent, nn.Linear(HIDDEN, 1), batches()
        parameters = [*recurrent.parameters(), *self.last.parameters()]
        self.optimizer = torch.optim.SGD(parameters, lr=RATE)
        self.unseen = [torch.from_numpy(part) for part in held_out()]

    def learn(self, states_of: Callable[[Tensor], Tensor]) -> Tensor:
        """One step's two sweeps; the loss."""
        loss = self._loss(states_of, *map(torch.from_numpy, next(self.drawn)))
        self.optimizer.zero_grad()
        loss.backward()
        return loss.detach()

    def look(self, states_of: Callable[[Tensor], Tensor]) -> None:
        """At held-out data."""
        with torch.no_grad():
            self._loss(states_of, *self.unseen).item()

    def _loss(self, states_of: Callable[[Tensor], Tensor], read: Tensor, said: Tensor) -> Tensor:
        return nn.functional.mse_loss(self.last(states_of(read)), said)


def unrolled(cell: str, threads: int) -> Runner:
    """PyTorch's cell, time step by time step, ∂loss/∂h_t retained and measured."""
    torch.set_num_threads(threads)
    kinds: dict[str, Any] = {"tanh": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}
    module = kinds[cell](2, HIDDEN)
    network = _InTorch(module)
    kept: list[Tensor] = []

    def states_of(read: Tensor) -> Tensor:
        kept.clear()
        h = c = torch.zeros(read.shape[1], HIDDEN)
        for x in read:
            h, c = module(x, (h, c)) if cell == "lstm" else (module(x, h), c)
            for state in ((h, c) if cell == "lstm" else (h,)) if torch.is_grad_enabled() else ():
                state.retain_grad()
                kept.append(state)
        return h

    def run(steps: int) -> None:
        for done in range(1, steps + 1):
            network.learn(states_of)
            with torch.no_grad():
                # What a trace has besides, U's share of each time step among it, is left out in PyTorch's favour.
                records = torch.stack([_rms(state.grad) for state in kept] + [_rms(state) for state in kept])
                before = module.weight_hh.clone()
                network.optimizer.step()
                (_rms(module.weight_hh - before) / _rms(before)).item()
                records.numpy()
            if done % CHUNK == 0:
                network.look(states_of)

    return run


def _rms(x: Tensor | None) -> Tensor:
    assert x is not None
    return x.norm() / x.numel() ** 0.5


def fused(threads: int) -> Runner:
    """PyTorch's nn.LSTM in one call, without a record: a way to train, not to look."""
    torch.set_num_threads(threads)
    module = nn.LSTM(2, HIDDEN)
    network = _InTorch(module)

    def states_of(read: Tensor) -> Tensor:
        return module(read)[0][-1]

    def run(steps: int) -> None:
        for done in range(1, steps + 1):
            network.learn(states_of)
            network.optimizer.step()
            if done % CHUNK == 0:
                network.look(states_of)

    return run
