"""Export: an experiment as a program of its own, and as JSON.

fragments ── the code of every choice, plain NumPy and JAX ──► script: those that one run needs
"""

from gradflow.export.json_text import from_json, to_json
from gradflow.export.script import script

__all__ = ["from_json", "script", "to_json"]
