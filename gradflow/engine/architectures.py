"""Which architecture trains which family of networks: the one table of them."""

from gradflow.engine.core.architecture import Architecture
from gradflow.engine.layered import CONVOLUTIONAL, LAYERED
from gradflow.engine.recurrent import RECURRENT
from gradflow.experiment import Experiment
from gradflow.networks import Family, cnn, family_of, mlp, rnn

ARCHITECTURES: dict[Family, Architecture] = {mlp.FAMILY: LAYERED, cnn.FAMILY: CONVOLUTIONAL, rnn.FAMILY: RECURRENT}


def architecture_of(experiment: Experiment) -> Architecture:
    return ARCHITECTURES[family_of(experiment.network)]
