"""frame: a trace as a tidy table, one measurement a row."""

import numpy as np
import pandas as pd

from gradflow.trace import Trace


def frame(trace: Trace) -> pd.DataFrame:
    """Columns step (from 0), depth (from 1, as the layer; missing for what has no depth), quantity, value.

    One row for every number in the trace, NaN included, in the trace's order of quantities:
    steps × (quantities without depth + depth × quantities with depth).
    """
    parts = [_tidy(name, array) for name, array in trace.arrays().items()]
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(quantity=pd.Categorical(whole["quantity"], categories=trace.names()))


def _tidy(name: str, array: np.ndarray) -> pd.DataFrame:
    steps, depths = len(array), array.shape[1] if array.ndim == 2 else 1
    layers = pd.array(np.tile(np.arange(1, depths + 1), steps), dtype="Int64")
    if array.ndim == 1:
        layers[:] = pd.NA
    return pd.DataFrame(
        {
            "step": np.repeat(np.arange(steps), depths),
            "depth": layers,
            "quantity": name,
            "value": array.reshape(-1),
        }
    )
