"""Tables of a range test and of a cross-validation."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gradflow.diagnosis.group import Spread
from gradflow.diagnosis.rates.rate_range import RateRange
from gradflow.diagnosis.rates.validation import Validated
from gradflow.figures.frame import Frame

SPREADS = {"held_out_loss": "loss", "held_out_accuracy": "accuracy", "loss": "training_loss"}


def range_frame(found: RateRange) -> Frame:
    """One row a step, from 0: step, learning_rate, loss of the batch, and smoothed, the running median of it."""
    columns = {"learning_rate": found.rates, "loss": found.losses, "smoothed": found.smoothed}
    return pd.DataFrame({"step": np.arange(len(found.rates)), **columns})


def validation_frame(rows: Sequence[Validated]) -> Frame:
    """One row a combination: the fields' values; folds, how many have ended; broken, how many of them not finite; and
    of the others median, low and high of held_out_loss, held_out_accuracy and loss, missing where there is none."""
    return pd.DataFrame([_row(row) for row in rows])


def _row(row: Validated) -> dict[str, object]:
    numbers: dict[str, object] = {}
    for name, attribute in SPREADS.items():
        spread: Spread | None = getattr(row, attribute)
        for end, suffix in (("median", ""), ("low", "_low"), ("high", "_high")):
            numbers[name + suffix] = np.nan if spread is None else getattr(spread, end)
    return {**row.values, "folds": row.done, "broken": row.broken, **numbers}
