"""Train an experiment: the engine's public functions."""

from collections.abc import Iterator

from gradflow.engine.architectures import architecture_of
from gradflow.engine.core.train_state import CHUNK
from gradflow.engine.core.training import Training
from gradflow.experiment import Experiment
from gradflow.trace import Trace


def begin_training(experiment: Experiment, recording: bool = True) -> Training:
    """A run at its first step, to be advanced (`Training`)."""
    return Training(experiment, architecture_of(experiment), recording)


def stream(experiment: Experiment, chunk: int = CHUNK) -> Iterator[Trace]:
    """Train, and yield the trace in consecutive parts of at most `chunk` steps as they are made."""
    training = begin_training(experiment)
    while not training.finished:
        yield training.advance(chunk)


def train(experiment: Experiment) -> Trace:
    """Train to the end, or to the first value that is not finite."""
    return Trace.join(list(stream(experiment)))
