"""Presets: named starting points, each with what it must show.

What a preset must show is data: a test trains each one and checks every claim.
"""

from gradflow.presets.claim import QUANTITIES, Claim, Verdict, holds, measured
from gradflow.presets.named import PRESETS, Preset, name_of, presets_of

__all__ = ["PRESETS", "QUANTITIES", "Claim", "Preset", "Verdict", "holds", "measured", "name_of", "presets_of"]
