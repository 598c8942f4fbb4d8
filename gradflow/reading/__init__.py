"""Reading: a diagnosis in sentences, in the learner's language; and what a learner's own data was read as.

Codes and numbers come in, Markdown goes out; the sentences stand in assets/text/<language>.
"""

from gradflow.reading.change import compared, effect
from gradflow.reading.comparison.swept import swept
from gradflow.reading.learning import helps
from gradflow.reading.own import ROWS, encoding_name, left_out, limits, preview, read_as, refusal, summary
from gradflow.reading.progress import progress
from gradflow.reading.sentences import headline, remarks, rule
from gradflow.reading.verdicts import question, verdicts
from gradflow.reading.walk import walked
from gradflow.reading.why import why

__all__ = [
    "ROWS",
    "compared",
    "effect",
    "encoding_name",
    "headline",
    "helps",
    "left_out",
    "limits",
    "preview",
    "progress",
    "question",
    "read_as",
    "refusal",
    "remarks",
    "rule",
    "summary",
    "swept",
    "verdicts",
    "walked",
    "why",
]
