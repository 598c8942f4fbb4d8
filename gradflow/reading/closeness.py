"""Closeness: whether another seed could easily have given another word. What was measured meets what theory says of
seeds, and so it stands here."""

from gradflow.diagnosis import Diagnosis
from gradflow.diagnosis.thresholds import BORDERLINE, VANISHING
from gradflow.theory.prediction import DEVIATIONS, Prediction


def spread_of(diagnosis: Diagnosis, prediction: Prediction | None) -> float | None:
    """Standard deviation of R over seeds, in decades; None where there is no R, or where theory does not say."""
    if diagnosis.decades is None or diagnosis.axis != "layer" or prediction is None or prediction.spread is None:
        return None
    return float(prediction.spread[0])


def too_close(diagnosis: Diagnosis, prediction: Prediction | None) -> bool:
    """Whether R lies within DEVIATIONS of a threshold, and decided."""
    spread = spread_of(diagnosis, prediction)
    if diagnosis.decades is None or spread is None or "decades" not in diagnosis.signal.numbers:
        return False
    r = abs(diagnosis.decades)
    return min(abs(r - BORDERLINE), abs(r - VANISHING)) <= DEVIATIONS * spread
