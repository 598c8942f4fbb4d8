"""Outcomes: asked for in the grid's even order, and no more than somebody listens to."""

from concurrent.futures import Executor, Future

from gradflow import Experiment, Grid
from gradflow.service.grid.outcomes import outcomes

GRID = Grid.of(Experiment(task="moons", batch_size=32, steps=2).replace(depth=2, width=16), {"seed": range(6)})


class Slow(Executor):
    """Notes what it is sent and does the first only."""

    def __init__(self) -> None:
        self.sent: list[Experiment] = []
        self.futures: list[Future] = []

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[override]
        future: Future = Future()
        self.sent.append(args[0])
        self.futures.append(future)
        if len(self.sent) == 1:
            future.set_result(fn(*args, **kwargs))
        return future


def test_cells_are_asked_for_in_the_even_order():
    slow = Slow()
    assert next(outcomes(GRID, slow))[0] == GRID.order[0]
    assert slow.sent == [GRID.cells[place] for place in GRID.order]


def test_who_stops_listening_cancels_what_has_not_begun():
    slow = Slow()
    listened = outcomes(GRID, slow)
    next(listened)
    listened.close()
    assert [future.cancelled() for future in slow.futures] == [False, *[True] * 5]
