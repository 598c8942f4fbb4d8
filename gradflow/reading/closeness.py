"""Closeness: whether another seed could easily have given another word, and whether two inputs ask for the same.

What is measured meets here what theory says."""

from gradflow.diagnosis import Diagnosis
from gradflow.diagnosis.thresholds import BORDERLINE, SHATTERED, VANISHING
from gradflow.theory.prediction import DEVIATIONS, Prediction

UNLEARNED = ("too_early", "at_chance", "stalled")


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


def shattered(diagnosis: Diagnosis, prediction: Prediction) -> float | None:
    """How alike the signals of two like inputs are in layer 1 at the start, by theory; where the signal passes, and
    that is nearly nothing, and the network has not learned all the same."""
    if diagnosis.signal != "passes" or diagnosis.learning not in UNLEARNED or prediction.alike is None:
        return None
    return float(prediction.alike[0]) if abs(prediction.alike[0]) < SHATTERED else None
