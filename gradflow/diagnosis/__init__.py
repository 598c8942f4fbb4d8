"""Diagnosis: what a trace says about the gradient, as codes and numbers; the sentences are in `gradflow.reading`.

One check a file; `diagnose` asks them in order. The backward signal decides, never the weight gradient alone.
"""

from gradflow.diagnosis.diagnose import Diagnosis, diagnose
from gradflow.diagnosis.finding import Finding

__all__ = ["Diagnosis", "Finding", "diagnose"]
