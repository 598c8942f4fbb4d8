"""Subnormal: a signal below the smallest normal number of the run's precision is stored with ever fewer of them."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, layer_of
from gradflow.diagnosis.underflow import ends_of


def check(row: Row) -> Finding | None:
    """few_digits, with the highest such layer."""
    normal = ends_of(row.experiment).normal
    few = np.flatnonzero((row.signal > 0) & (row.signal < normal))
    if not few.size:
        return None
    numbers = {"layer": layer_of(few[-1]), "precision": row.experiment.precision, "size": normal}
    return Finding("few_digits", numbers)
