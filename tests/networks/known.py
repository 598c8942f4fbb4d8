"""Networks of a family that a test knows."""

from gradflow.experiment import Experiment
from gradflow.networks import MLP, RNN, downcast


def mlp_of(experiment: Experiment) -> MLP:
    return downcast(experiment.network, MLP)


def rnn_of(experiment: Experiment) -> RNN:
    return downcast(experiment.network, RNN)
