"""Warm start: prepare what the first learners would wait for."""

import threading
from collections.abc import Callable

from gradflow.comparison.lattice import opening_grid, opening_knobs
from gradflow.experiment import Experiment, default_of
from gradflow.networks import DEFAULT, FAMILIES
from gradflow.parts.activations import ACTIVATIONS
from gradflow.service.training.runs import Runs
from gradflow.text import LANGUAGES, texts
from gradflow.theory.predict import explain


def prepare(runs: Runs, ended: Callable[[], bool]) -> None:
    """All texts, the program of each page's first experiment, and theory's tables of each activation; ended: whether to
    stop."""
    for language in LANGUAGES:  # a class that arrives at once would read the files once a learner
        texts(language)
    opened = [default_of(family.config) for family in FAMILIES.values()]
    opened += [page(DEFAULT).cells[0] for page in (opening_grid, opening_knobs)]
    for experiment in opened:
        if not ended():
            runs.get(experiment).advance(until=1, seconds=1.0)
    for activation in ACTIVATIONS:
        if threading.main_thread().is_alive() and not ended():  # a process that ends must not wait long for this
            for normalization in ("none", "batch"):  # which centres activations
                explain(Experiment().replace(activation=activation, normalization=normalization))
