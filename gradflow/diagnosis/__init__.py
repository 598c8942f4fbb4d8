"""Diagnosis: what a trace says about the gradient, as codes and numbers; the sentences are in `gradflow.reading`.

One check a file; `diagnose` asks them in order. The backward signal decides, never the weight gradient alone.
"""

from gradflow.diagnosis.diagnose import Diagnosis, diagnose
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.outcome import Outcome, outcome_of

__all__ = ["Diagnosis", "Finding", "Outcome", "diagnose", "outcome_of"]
