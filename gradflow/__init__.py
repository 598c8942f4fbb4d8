"""gradflow: gradient flow in deep networks, measured while they train.

import gradflow
trace = gradflow.train(gradflow.Experiment(network=gradflow.MLP(depth=20, activation="sigmoid")))
gradflow.diagnose(trace).signal  # "vanishing"
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradflow.casebook.registry import cases
    from gradflow.comparison.grid import Grid
    from gradflow.comparison.without_change import without_change
    from gradflow.diagnosis import diagnose
    from gradflow.engine.inspect import inspect
    from gradflow.engine.train import stream, train
    from gradflow.experiment import Experiment
    from gradflow.figures.frame import frame
    from gradflow.invalid import InvalidFields
    from gradflow.networks import CNN, MLP, RNN
    from gradflow.notebook.show import show
    from gradflow.reading.own import own_task
    from gradflow.searching.cross_validate import cross_validate
    from gradflow.searching.range_test import range_test
    from gradflow.sweeping import sweep
    from gradflow.theory.predict import predict
    from gradflow.trace import Trace

__version__ = "0.1.0"

_WHERE = {
    "CNN": "gradflow.networks",
    "Experiment": "gradflow.experiment",
    "Grid": "gradflow.comparison.grid",
    "InvalidFields": "gradflow.invalid",
    "MLP": "gradflow.networks",
    "RNN": "gradflow.networks",
    "Trace": "gradflow.trace",
    "cases": "gradflow.casebook.registry",
    "cross_validate": "gradflow.searching.cross_validate",
    "diagnose": "gradflow.diagnosis",
    "frame": "gradflow.figures.frame",
    "inspect": "gradflow.engine.inspect",
    "own_task": "gradflow.reading.own",
    "predict": "gradflow.theory.predict",
    "range_test": "gradflow.searching.range_test",
    "show": "gradflow.notebook.show",
    "stream": "gradflow.engine.train",
    "sweep": "gradflow.sweeping",
    "train": "gradflow.engine.train",
    "without_change": "gradflow.comparison.without_change",
}
__all__ = [
    "CNN",
    "MLP",
    "RNN",
    "Experiment",
    "Grid",
    "InvalidFields",
    "Trace",
    "cases",
    "cross_validate",
    "diagnose",
    "frame",
    "inspect",
    "own_task",
    "predict",
    "range_test",
    "show",
    "stream",
    "sweep",
    "train",
    "without_change",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `gradflow --help` needs neither JAX nor pandas."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'gradflow' has no attribute {name!r}")
