"""Runs shared by all browser sessions of this process. No streamlit here; `ui` asks for frames.

Runs ── one Run an Experiment ── grows a Recording
Playback: one learner's place in a run        Audience: how often there is a frame
RunGroup: several runs at one step, played like one
Bands: the first step over several seeds     Walk: one learner's place in a step's two passes
Grids ── one GridRun a Grid, looked at through Snapshots; outcomes: a grid from end to end
"""

import threading
from functools import cache

from gradflow.comparison.lattice import opening_grid, opening_knobs
from gradflow.experiment import Experiment, default_of
from gradflow.networks import DEFAULT, FAMILIES
from gradflow.parts.activations import ACTIVATIONS
from gradflow.service.concurrency.fair_lock import FairLock
from gradflow.service.grid.grid_run import Snapshot
from gradflow.service.grid.grids import Grids
from gradflow.service.training.run import LONGEST, Run
from gradflow.service.training.run_group import RunGroup
from gradflow.service.training.runs import Runs
from gradflow.service.training.seed_band import Bands
from gradflow.service.viewing.audience import Audience
from gradflow.service.viewing.playback import PACES, Playback, Store
from gradflow.service.viewing.walk import Walk
from gradflow.tasks.lent import when_gone
from gradflow.theory.predict import explain

RUNS = Runs()
AUDIENCE = Audience()
BANDS = Bands()
GRIDS = Grids(AUDIENCE)
TURN = FairLock()
when_gone += [RUNS.forget, BANDS.forget, GRIDS.forget]


@cache
def warm() -> None:
    """Prepare once, beside everything else, what the first learners would wait for; returns at once.

    That is the program of each page's first experiment, and theory's table of each activation.
    """
    threading.Thread(target=_prepare, name="warm").start()


def _prepare() -> None:
    opened = [default_of(family.config) for family in FAMILIES.values()]
    opened += [page(DEFAULT).cells[0] for page in (opening_grid, opening_knobs)]
    for experiment in opened:
        RUNS.get(experiment).advance(until=1, seconds=1.0)
    for activation in ACTIVATIONS:
        if threading.main_thread().is_alive():  # a process that ends must not wait long for this
            explain(Experiment().replace(activation=activation))


__all__ = [
    "AUDIENCE",
    "BANDS",
    "GRIDS",
    "LONGEST",
    "PACES",
    "RUNS",
    "TURN",
    "Audience",
    "FairLock",
    "Grids",
    "Playback",
    "Run",
    "RunGroup",
    "Runs",
    "Snapshot",
    "Store",
    "Walk",
    "warm",
]
