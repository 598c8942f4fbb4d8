"""Cases: statements and questions about gradient flow, each decided by runs where runs can decide it."""

from gradflow.casebook.case import COLLECTIONS, TOPICS, Case
from gradflow.casebook.reading import Bound, Reading, above, below, explodes, near, passes, vanishes
from gradflow.casebook.rule import Among, Rule, Trials, among, decided, settled, trials

__all__ = [
    "COLLECTIONS",
    "TOPICS",
    "Among",
    "Bound",
    "Case",
    "Reading",
    "Rule",
    "Trials",
    "above",
    "among",
    "below",
    "decided",
    "explodes",
    "near",
    "passes",
    "settled",
    "trials",
    "vanishes",
]
