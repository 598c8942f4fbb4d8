"""Networks of a family that a test knows."""

from gradflow.experiment import Experiment
from gradflow.networks import RNN, Layered, downcast


def layered_of(experiment: Experiment) -> Layered:
    """Its network, of a family whose layers stand one above the other."""
    return downcast(experiment.network, Layered)


def rnn_of(experiment: Experiment) -> RNN:
    return downcast(experiment.network, RNN)
