"""How fast the default grid is: as a page asks for it, as `gradflow.sweep` does it, one run after the other, and
what it takes from a laboratory beside it."""

import os
import time
from collections.abc import Sequence
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from gradflow import Experiment, sweep, train
from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid
from gradflow.engine.architectures import architecture_of
from gradflow.engine.core.program import chunk
from gradflow.engine.core.train_state import CHUNK
from gradflow.engine.train import begin_training
from gradflow.networks import mlp
from gradflow.service.concurrency.machine import Machine
from gradflow.service.grid.grids import Grids
from gradflow.service.training.run import Run
from gradflow.service.viewing.audience import Audience

FRAME = 0.25  # seconds between two looks
LABORATORY = 3.0  # seconds of it measured
BATCHED = 12  # runs in one batch, on a CPU; on a GPU all of them


def looked_at(grid: Grid) -> tuple[float, float]:
    """Seconds to the first cell on show, and to the last."""
    grids, begun, first = Grids(Machine(), Audience()), time.perf_counter(), 0.0
    while not (seen := grids.look(grid, "grid", 4 * FRAME)).finished:
        if seen.cells and not first:
            first = time.perf_counter() - begun
        time.sleep(FRAME)
    return first, time.perf_counter() - begun


def swept(grid: Grid) -> float:
    begun = time.perf_counter()
    sweep(grid)
    return time.perf_counter() - begun


def one_by_one(grid: Grid) -> float:
    begun = time.perf_counter()
    for cell in grid.cells:
        train(cell)
    return time.perf_counter() - begun


def laboratory(grid: Grid | None) -> tuple[float, float]:
    """Steps a second of a laboratory that trains as fast as it can in frames of its own, and the longest time
    from a frame to the end of its chunk; beside a grid if there is one."""
    audience, machine = Audience(), Machine()
    grids, run, waits = Grids(machine, audience), Run(Experiment(steps=20_000).replace(activation="tanh"), machine), []
    run.advance(1, 1.0)
    while run.compiling:
        time.sleep(0.01)
    before, begun = len(run), time.perf_counter()
    while (now := time.perf_counter()) - begun < LABORATORY:
        audience.saw("laboratory", FRAME)
        if grid is not None:
            audience.saw("grid", FRAME, grid=True)
            grids.look(grid, "grid", 2 * FRAME)
        run.advance(20_000, 0.4 * FRAME, audience.share(FRAME))
        waits.append(time.perf_counter() - now)
        time.sleep(max(0.0, now + FRAME - time.perf_counter()))
    return (len(run) - before) / (time.perf_counter() - begun), max(waits)


def batched(cells: Sequence[Experiment]) -> tuple[float, float]:
    """Seconds for a chunk of each of these runs of one shape: all in one batch (`jax.vmap`), and one by one."""
    runs = [begin_training(cell) for cell in cells]
    shape, architecture = runs[0].shape, architecture_of(cells[0])
    _, hyper, states = zip(*(run.now() for run in runs), strict=True)
    data, batches = zip(*(architecture.samples(cell, shape, 0, CHUNK) for cell in cells), strict=True)
    workspaces = [architecture.new_workspace(shape) for _ in cells]
    program = jax.jit(jax.vmap(partial(chunk, architecture, shape.of_chunk(), True), (0, 0, None, 0, None, None, 0)))
    stacked = [jax.tree.map(lambda *each: jnp.stack(each), *trees) for trees in (states, workspaces, batches, hyper)]
    state, workspace, batch, hypers = stacked
    seconds = []
    for _ in range(2):  # the first compiles
        begun = time.perf_counter()
        jax.block_until_ready(program(state, workspace, data[0], batch, np.int32(0), np.int32(CHUNK), hypers))
        seconds.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    for run in runs:
        run.advance(CHUNK)
    return seconds[-1], time.perf_counter() - begun


def report() -> None:
    grid = opening_grid(mlp.FAMILY)
    train(grid.base)
    first, whole = looked_at(grid)
    print(f"{f'the default grid, {len(grid)} runs, looked at':<58} {whole:6.1f} s  wanted <= 60")
    print(f"{'its first cell on show':<58} {first:6.2f} s  wanted <= 1")
    print(f"{'the same by gradflow.sweep':<58} {swept(grid):6.1f} s")
    alone = one_by_one(grid)
    print(f"{'the same, one by one':<58} {alone:6.1f} s  a ratio of {alone / whole:.2f}, on {os.cpu_count()} cores")
    turns = [(*laboratory(None), *laboratory(grid)) for _ in range(3)]
    quiet, waited, beside, waited_beside = np.median(turns, axis=0)
    print(
        f"{'a laboratory beside a grid, against alone':<58} {beside / quiet:6.2f}  wanted >= 0.9"
        f"   [{beside:.0f} against {quiet:.0f} steps/s, frames of {waited_beside:.2f} and {waited:.2f} s]"
    )
    runs = grid.cells if jax.default_backend() == "gpu" else grid.cells[:: len(grid) // BATCHED]
    together, apart = np.median([batched(runs) for _ in range(3)], axis=0)
    what = f"{len(runs)} of its runs in one batch, on a {jax.default_backend().upper()}, against one by one"
    print(
        f"{what:<58} {apart / together:6.2f}"
        f"   [{1000 * together:.0f} against {1000 * apart:.0f} ms for {CHUNK} steps of each]"
    )


if __name__ == "__main__":
    report()
