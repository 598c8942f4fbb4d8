"""Train an experiment: the engine's public functions."""

from collections.abc import Iterator

from gradflow.engine.architectures import architecture_of
from gradflow.engine.core.train_state import CHUNK
from gradflow.engine.core.training import Training
from gradflow.engine.jax_settings import configure_jax
from gradflow.experiment import Experiment
from gradflow.trace import Trace


def begin_training(experiment: Experiment, recording: bool = True) -> Training:
    """A run at its first step, to be advanced (`Training`)."""
    configure_jax()
    return Training(experiment, architecture_of(experiment), recording)


def stream(experiment: Experiment, chunk: int = CHUNK) -> Iterator[Trace]:
    """Train, and yield the trace in consecutive parts of at most `chunk` steps (1 or more) as they are made.

    A part also ends at every 20th step, at a change of the experiment, and at the first value that is not finite, with
    which the run ends. Units are the trace's. Raises ValueError for another `chunk`, KeyError where the experiment's
    own data is held no longer.

    >>> import gradflow
    >>> small = gradflow.Experiment(network=gradflow.MLP(width=8), steps=20)
    >>> [len(part) for part in gradflow.stream(small, chunk=8)]
    [8, 8, 4]
    """
    if chunk < 1:
        raise ValueError(f"chunk = {chunk}: allowed is a whole number of at least 1")
    training = begin_training(experiment)
    while not training.finished:
        if len(part := training.advance(chunk)):
            yield part


def train(experiment: Experiment) -> Trace:
    """Train to the end, or to the first value that is not finite, and return what was measured, a row a step.

    Such a value is a result: it stands in the last row, and `Trace.first_non_finite` says where it arose. Units are
    the trace's. Raises KeyError where the experiment's own data is held no longer.

    >>> import gradflow
    >>> trace = gradflow.train(gradflow.Experiment(network=gradflow.MLP(depth=20, width=8), steps=20))
    >>> len(trace), trace.depth, bool(trace.signal_rms[0, 0] < trace.signal_rms[0, -1])
    (20, 20, True)
    """
    return Trace.join(list(stream(experiment)))
