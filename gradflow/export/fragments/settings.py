"""What a script defines for itself; here only so that the fragments can name it."""

from typing import Any

Network: Any = None
Training: Any = None
CHANGES: Any = {}
DIGITS = ""
SOURCE = ""
OWN, OWN_INPUTS, OWN_OUTPUTS = "", 0, 0
