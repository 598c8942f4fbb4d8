"""Step size: the real update of a layer's weights relative to the weights."""

import numpy as np

from gradflow.diagnosis.checks.weight_gradient import zero_by_design
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades, layer_of
from gradflow.diagnosis.thresholds import BORDERLINE, FLAT, FROZEN, SOON, UNSTABLE
from gradflow.diagnosis.verdicts.decays import overshooting, pulling
from gradflow.parts.optimizers import OPTIMIZERS


def check(row: Row) -> Finding | None:
    """update_unstable, update_decay, update_pulled, update_frozen or update_none, of the worst layer; zero weights have
    no ratio, and of layers that are frozen nothing is asked."""
    ratio = np.where(np.isfinite(row.update_ratio), row.update_ratio, np.nan)
    ratio[: row.frozen] = np.nan
    if np.isnan(ratio).all():
        return None
    lately = row.lately.update_ratio.astype(np.float64)
    lately = np.max(lately, axis=0, where=np.isfinite(lately), initial=0.0)  # one batch that moves nothing is no rule
    lately = np.where(np.isnan(ratio), np.nan, lately)
    fastest, slowest = int(np.nanargmax(ratio)), int(np.nanargmin(lately))
    from_zero = row.starts_at_zero and row.step < SOON  # weights of which there is next to nothing yet
    if ratio[fastest] > UNSTABLE and not from_zero:
        told = {"layer": layer_of(fastest), "size": float(ratio[fastest])}
        if decay := overshooting(row.experiment, row.step):  # a lower rate is not what is missing
            return Finding("update_decay", told | {"product": decay[1]})
        if field := pulling(row.experiment, row.step, ratio[fastest]):
            return Finding("update_pulled", told | {"field": field})
        return Finding("update_unstable", told)
    if lately[slowest] < FROZEN and not zero_by_design(row):
        code = "update_none" if lately[slowest] == 0 else "update_frozen"
        return Finding(code, {"layer": layer_of(slowest), "size": float(lately[slowest])})
    return None


def even(row: Row) -> Finding | None:
    """even_updates: the weights of the first layer and the last move alike, although neither the signal nor the weight
    gradient is level: the optimizer has divided by each weight's own."""
    r, gradient, update = (decades(each) for each in (row.signal, row.weight_gradient, row.update_ratio))
    if r is None or gradient is None or update is None or OPTIMIZERS[row.experiment.optimizer].proportional:
        return None
    if abs(r) <= BORDERLINE or abs(gradient) <= FLAT or abs(update) > FLAT:
        return None
    return Finding("even_updates", {"amount": abs(r), "weight_amount": abs(gradient)})
