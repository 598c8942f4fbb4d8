"""The glossary: its terms by name, in the order of its page. Names and sentences are in glossary.toml.

A term's run is a preset, of which a test checks what it claims.
"""

from collections.abc import Mapping

from gradflow.presets.glossary.network import NETWORK
from gradflow.presets.glossary.pictures import PICTURES
from gradflow.presets.glossary.remedies import REMEDIES
from gradflow.presets.glossary.symbols import SYMBOLS
from gradflow.presets.glossary.term import Term
from gradflow.presets.glossary.time import TIME
from gradflow.presets.glossary.verdicts import VERDICTS

__all__ = ["GLOSSARY", "SYMBOLS", "Term"]

GLOSSARY: Mapping[str, Term] = {**NETWORK, **VERDICTS, **REMEDIES, **TIME, **PICTURES}
