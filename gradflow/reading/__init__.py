"""Reading: a diagnosis in sentences, in the learner's language.

Codes and numbers come in, Markdown goes out; the sentences stand in assets/text/<language>/findings.toml.
"""

from gradflow.reading.sentences import effect, headline, remarks, rule

__all__ = ["effect", "headline", "remarks", "rule"]
