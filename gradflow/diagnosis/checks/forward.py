"""Forward: whether the input's signal reaches the last layer at all, and still tells inputs apart there.

In a deep random network every layer turns its inputs towards each other, or apart; two that point the same way in the
end are told apart by nothing. Sizes do not show it: the backward signal passes, and says the same of every input
(Poole et al. 2016; Schoenholz et al. 2017).
"""

import numpy as np

from gradflow.diagnosis.checks import symmetry
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import FORWARD, PARALLEL, SAMPLES, STAYS


def forward_decades(row: Row) -> float | None:
    """F = log10 of the last layer's activation rms over the first layer's."""
    return decades(row.activation[::-1])


def check(row: Row) -> Finding | None:
    """forward_lost or forward_exploded."""
    f = forward_decades(row)
    if f is None:
        last = row.lately.activation_rms[:, -1]  # one batch of few examples may leave it silent, and the next not
        seen = len(last) == STAYS or len(last) * row.experiment.batch_size >= SAMPLES
        silent = row.depth > 1 and seen and (last == 0).all() and np.isfinite(row.activation).all()
        return Finding("forward_silent") if silent else None
    if row.experiment.family.axis == "time":
        f = _over_quarters(row)
    if abs(f) < FORWARD:
        return None
    return Finding("forward_exploded" if f > 0 else "forward_lost", {"amount": abs(f)})


def _over_quarters(row: Row) -> float:
    """The same of the largest state in the last quarter over that in the first: a single time step may read nothing, as
    in the blank corner of a picture, and have next to no state."""
    count = max(1, row.depth // 4)
    first, last = row.activation[:count].max(), row.activation[-count:].max()
    return float(np.log10(last / first))


def direction(row: Row) -> Finding | None:
    """parallel: the mean cosine between the last activations of two inputs is nearly 1; of batches of few examples, in
    all of the latest, for two examples of one may be neighbours. Of copies of one neuron it says nothing: all of them
    point the same way, and their sizes tell inputs apart."""
    if not abs(1 - row.cosine) < PARALLEL or symmetry.check(row) is not None:
        return None
    if row.experiment.batch_size < SAMPLES:
        seen = row.lately.activation_cosine
        known = seen[np.isfinite(seen)]
        if len(known) * row.experiment.batch_size < SAMPLES or not (abs(1 - known) < PARALLEL).all():
            return None
    angle = float(np.degrees(np.arccos(np.clip(row.cosine, -1, 1))))
    return Finding("parallel", {"cosine": row.cosine, "angle": angle})
