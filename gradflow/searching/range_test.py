"""range_test: one run whose learning rate rises, and what it says."""

from collections.abc import Callable

from gradflow.comparison.rates import HIGH, LOW, range_of
from gradflow.diagnosis.rates.rate_range import RateRange, rate_range
from gradflow.engine.train import stream
from gradflow.experiment import Experiment
from gradflow.figures.frame import Frame
from gradflow.figures.rates.frames import range_frame
from gradflow.trace import Trace

Progress = Callable[[int, int], object]


def range_test(
    experiment: Experiment, low: float = LOW, high: float = HIGH, progress: Progress | None = None
) -> tuple[Frame, RateRange]:
    """Train once with a learning rate that rises from low to high over the steps, and say which rates learn.

    Returns a row a step (step from 0, learning_rate, loss of the batch, smoothed: its running median) and the
    suggestion (`gradflow.diagnosis.rates.rate_range.RateRange`: first, edge, suggested, or None). The experiment's
    own rate, schedule and changes are left out. progress: called with (steps made, steps) now and then. Raises
    ValueError where low is not above 0 and below high, InvalidFields where a rate is not allowed.

    >>> import gradflow
    >>> linear = gradflow.MLP(depth=1, width=16, activation="identity")
    >>> table, found = gradflow.range_test(gradflow.Experiment(task="linear", network=linear, batch_size=32, steps=100))
    >>> found.word, found.first < found.suggested < found.edge
    ('found', True)
    """
    rising, parts = range_of(experiment, low, high), []
    for part in stream(rising):
        parts.append(part)
        if progress is not None:
            progress(sum(map(len, parts)), rising.steps)
    found = rate_range(Trace.join(parts))
    return range_frame(found), found
