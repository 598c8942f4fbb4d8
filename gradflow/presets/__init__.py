"""Presets: named starting points, each with what it must show.

What a preset must show is data: a test trains each one and checks every claim.
"""

from gradflow.presets.claim import QUANTITIES, Claim, Preset, Verdict, about, holds, measured
from gradflow.presets.named import PRESETS, after, name_of, presets_of, story_of
from gradflow.presets.path import stage_of

__all__ = [
    "PRESETS",
    "QUANTITIES",
    "Claim",
    "Preset",
    "Verdict",
    "about",
    "after",
    "holds",
    "measured",
    "name_of",
    "presets_of",
    "stage_of",
    "story_of",
]
