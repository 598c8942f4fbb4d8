"""Reading: a diagnosis in sentences, in the learner's language.

Codes and numbers come in, Markdown goes out; the sentences stand in assets/text/<language>/findings.toml.
"""

from gradflow.reading.sentences import effect, headline, remarks, rule
from gradflow.reading.walk import walked

__all__ = ["effect", "headline", "remarks", "rule", "walked"]
