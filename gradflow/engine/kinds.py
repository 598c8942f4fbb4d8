"""Which kind of network it is: the one place where layered and recurrent networks part."""

from typing import Any

from gradflow.engine.layered import LAYERED
from gradflow.engine.recurrent.kind import RECURRENT
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.engine.state import Kind
from gradflow.experiment import Experiment
from gradflow.networks import RNN


def kind_of(what: Any) -> Kind:
    """The kind of an experiment, or of a shape."""
    recurrent = isinstance(what.network, RNN) if isinstance(what, Experiment) else isinstance(what, RecurrentShape)
    return RECURRENT if recurrent else LAYERED
