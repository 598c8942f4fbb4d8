"""Formulas and sources of what is chosen, from the records of the registries."""

from collections.abc import Mapping
from typing import Any

from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.cells import CELLS
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS, OF_MATRICES
from gradflow.parts.normalizations import NORMALIZATIONS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.precisions import PRECISIONS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS
from gradflow.parts.schedules import SCHEDULES
from gradflow.parts.starts import STARTS
from gradflow.tasks import SEQUENCES, TASKS

RECORDS: Mapping[str, Mapping[str, Any]] = {
    "task": TASKS | SEQUENCES,
    "activation": ACTIVATIONS,
    "cell": CELLS,
    "initializer": INITIALIZERS,
    "recurrent_initializer": {name: INITIALIZERS[name] for name in OF_MATRICES},
    "normalization": NORMALIZATIONS,
    "reparametrization": REPARAMETRIZATIONS,
    "connection": CONNECTIONS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "clipping": CLIPPINGS,
    "precision": PRECISIONS,
    "start": STARTS,
}


def formula(family: str, name: str) -> str:
    """LaTeX, or "" where there is none."""
    return getattr(RECORDS.get(family, {}).get(name), "formula", "")


def source(family: str, name: str) -> str:
    """Author and year, or ""."""
    return getattr(RECORDS.get(family, {}).get(name), "source", "")
