"""How fast the engine is, as ratios of what runs side by side in this one command.

    python -m tests.benchmarks

Each pair runs in turns, A B A B ..., so that a machine whose speed drifts drifts for both; the
ratio of each turn is taken, and their median printed with the range.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment
from tests.benchmarks import grids, page

TURNS = 9
STEPS = 20  # a chunk
BATCH = 128
Runner = Callable[[int], None]


def engine(depth: int, width: int, recording: bool = True, **fields: Any) -> Runner:
    """A function that makes n steps of a tanh network on digits."""
    network = {"depth": depth, "width": width, "activation": "tanh"}
    experiment = Experiment(steps=20_000, batch_size=BATCH).replace(**network | fields)
    training = begin_training(experiment, recording)

    def run(steps: int) -> None:
        for _ in range(0, steps, STEPS):
            training.advance(STEPS)

    run(2 * STEPS)
    return run


def seconds(run: Runner, steps: int) -> float:
    begun = time.perf_counter()
    run(steps)
    return (time.perf_counter() - begun) / steps


def side_by_side(first: Runner, second: Runner, steps: int = STEPS) -> list[tuple[float, float]]:
    """Seconds a step of both, turn by turn."""
    return [(seconds(first, steps), seconds(second, steps)) for _ in range(TURNS)]


def report(what: str, turns: list[tuple[float, float]], wanted: str, invert: bool = False) -> None:
    """Print the ratio of speeds, first over second."""
    ratios = sorted(b / a for a, b in turns)
    median = statistics.median(ratios)
    own, other = (statistics.median(column) for column in zip(*turns, strict=True))
    print(
        f"{what:<58} {median:6.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})  wanted {wanted}"
        f"   [{1 / own:.0f} against {1 / other:.0f} steps/s]",
        flush=True,
    )


def against_pytorch() -> None:
    try:
        from tests.benchmarks.rival import runner
    except ImportError:
        print("PyTorch is not installed: pip install gradflow[torch]")
        return
    rivals = {threads: runner(50, 64, BATCH, threads) for threads in range(1, (os.cpu_count() or 1) + 1)}
    speeds = {threads: min(seconds(rival, 5) for _ in range(3)) for threads, rival in rivals.items()}
    best = min(speeds, key=lambda threads: speeds[threads])
    rival = runner(50, 64, BATCH, best)
    turns = side_by_side(engine(50, 64), rival, 2 * STEPS)
    report(f"PyTorch eager, same records, best of threads: {best} (50 × 64)", turns, ">= 3")


def against_no_records() -> None:
    turns = side_by_side(engine(50, 64), engine(50, 64, recording=False))
    report("the same engine without records (50 × 64)", turns, ">= 0.87")


def with_slopes_written_out() -> None:
    """So far out that the sweep forward is made twice, from its first step on (`gradflow.engine.core.rounding`)."""
    turns = side_by_side(engine(50, 64, gain=6.0, learning_rate=1e-6), engine(50, 64))
    report("slopes that float32 would round, against others (50 × 64)", turns, "-")


def against_the_ceiling() -> None:
    from tests.benchmarks.ceiling import products

    for depth, width, wanted in ((50, 128, ">= 0.40"), (50, 64, "-")):
        turns = side_by_side(engine(depth, width), products(depth, width, BATCH))
        report(f"its matrix products alone ({depth} × {width})", turns, wanted)


def over_time() -> None:
    """Recurrent cells over 100 time steps, 64 units, batches of 64."""
    try:
        from tests.benchmarks import recurrent
    except ImportError:
        return  # PyTorch is not installed, as said above
    for cell in recurrent.CELLS_SHOWN:
        own = recurrent.engine(cell)
        report(f"{cell}: jax.grad through lax.scan, no records", side_by_side(own, recurrent.scan(cell)), ">= 1")
        rival = recurrent.unrolled(cell, _best(lambda threads, cell=cell: recurrent.unrolled(cell, threads)))
        report(f"{cell}: PyTorch's cells, signals retained", side_by_side(own, rival), ">= 5")
        report(f"{cell}: without records", side_by_side(own, recurrent.engine(cell, recording=False)), "-")
        floor = recurrent.floor(cell)
        report(f"{cell}: its products and what must be kept, alone", side_by_side(own, floor), "-")
        report(f"{cell}: these alone against PyTorch's cells", side_by_side(floor, rival), "-")
    report("lstm: PyTorch's fused nn.LSTM, no records", side_by_side(own, recurrent.fused(_best(recurrent.fused))), "-")


def _best(made: Callable[[int], Runner]) -> int:
    """With how many threads it is fastest."""
    speeds = {threads: seconds(made(threads), 5) for threads in range(1, (os.cpu_count() or 1) + 1)}
    return min(speeds, key=lambda threads: speeds[threads])


def two_at_once() -> None:
    """Two processes' worth of runs in two threads of this one, as a server has them."""
    import threading

    one, other = engine(20, 64), engine(20, 64)

    def both(steps: int) -> None:
        threads = [threading.Thread(target=run, args=(steps,)) for run in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    turns = [(two / 2, alone) for two, alone in side_by_side(both, one, 10 * STEPS)]
    report("two runs at once on two cores, against one (20 × 64)", turns, ">= 1.8")


def a_new_shape() -> None:
    """Seconds from asking for a shape nobody compiled before to its first step, in a fresh process."""
    script = (
        "import jax, time; jax.config.update('jax_enable_compilation_cache', False)\n"
        "from gradflow.engine.train import begin_training; from gradflow.experiment import Experiment\n"
        "begin_training(Experiment().replace(width=16)).advance(1); begun = time.perf_counter()\n"
        "begin_training(Experiment().replace(width=72)).advance(1); print(time.perf_counter() - begun)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    print(f"{'a new shape, asked to first step':<58} {float(done.stdout):6.2f} s  wanted <= 3")


if __name__ == "__main__":
    against_pytorch()
    against_no_records()
    with_slopes_written_out()
    against_the_ceiling()
    over_time()
    two_at_once()
    a_new_shape()
    grids.report()
    page.report()
