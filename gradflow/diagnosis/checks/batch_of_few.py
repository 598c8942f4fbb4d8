"""Batch of few: batch normalization over one or two examples, whose mean and spread say next to nothing.

Over one the spread is 0 and the normalized value too, whatever the input; over two both values are ±1, and only ε and
the signs tell inputs apart. What R is then depends on the seed by decades.
"""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row
from gradflow.diagnosis.thresholds import FEW_EXAMPLES
from gradflow.experiment import Experiment
from gradflow.parts.optimizers import OPTIMIZERS


def check(row: Row) -> Finding | None:
    """batch_of_one, batch_of_few: the normalization takes its statistics from so few examples."""
    now = row.experiment
    if not is_so(now):
        return None
    return Finding("batch_of_one" if now.batch_size == 1 else "batch_of_few", {"examples": now.batch_size})


def is_so(now: Experiment) -> bool:
    """Whether an experiment, as it stands, normalizes over so few."""
    batch = getattr(now.network, "normalization", "none") == "batch"
    return batch and now.batch_size <= FEW_EXAMPLES and not OPTIMIZERS[now.optimizer].full_batch
