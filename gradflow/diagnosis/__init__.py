"""Diagnosis: what a trace says about the gradient, as codes and numbers; the sentences are in `gradflow.reading`.

One check a file; `diagnose` asks them in order. The backward signal decides, never the weight gradient alone.
"""

from gradflow.diagnosis.diagnose import Diagnosis, diagnose
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.outcome import Outcome, outcome_of
from gradflow.diagnosis.verdicts.judgement import Judgement

__all__ = ["Diagnosis", "Finding", "Judgement", "Outcome", "diagnose", "outcome_of"]
