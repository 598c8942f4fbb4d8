"""Weight gradient: what it hides.

∂loss/∂W is the signal times the activation below. Where both shrink by the same factor per layer the
product is flat: for a ReLU network without biases ⟨W, ∂loss/∂W⟩ is the same number in every layer
(Euler's theorem). Hence it never decides; see Glorot & Bengio 2010, figures 7 and 8.
"""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import BORDERLINE, FLAT


def weight_gradient_decades(row: Row) -> float | None:
    """log10 of the first layer's weight gradient rms over the last layer's."""
    return decades(row.weight_gradient)


def check(row: Row) -> Finding | None:
    """flat_weight_gradient: it looks well where the signal does not. zero_branch, zero_branch_fixed:
    it is 0, by design, for now or for good."""
    if zero_by_design(row):
        return Finding("zero_branch" if row.experiment.family.opens(row.experiment.network) else "zero_branch_fixed")
    r, w = decades(row.signal), weight_gradient_decades(row)
    if r is None or w is None or abs(r) <= BORDERLINE or abs(w) > FLAT:
        return None
    return Finding("flat_weight_gradient", {"amount": abs(r), "weight_amount": abs(w)})


def zero_by_design(row: Row) -> bool:
    """Branches that pass nothing on, as ReZero's at first, get no gradient, while the signal passes from end to end."""
    closed = row.experiment.family.closed(row.experiment.network, row.step)
    return bool(closed and row.depth > 1 and (row.weight_gradient[1:] == 0).any() and (row.signal[[0, -1]] > 0).all())
