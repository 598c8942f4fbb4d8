"""Which architecture trains which kind of network: the one table of them."""

from gradflow.engine.core.architecture import Architecture
from gradflow.engine.layered import LAYERED
from gradflow.engine.recurrent import RECURRENT
from gradflow.experiment import Experiment
from gradflow.network import MLP, RNN, Network

ARCHITECTURES: dict[type[Network], Architecture] = {MLP: LAYERED, RNN: RECURRENT}


def architecture_of(experiment: Experiment) -> Architecture:
    return ARCHITECTURES[type(experiment.network)]
