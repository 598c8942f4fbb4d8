"""Term: an entry of the glossary, without its words."""

from dataclasses import dataclass, replace

from gradflow.presets.claim import Preset
from gradflow.presets.named import PRESETS


@dataclass(frozen=True)
class Term:
    """group: where it stands; formula: LaTeX, or "". run: what shows it, where a run can.

    linked: whether texts that use the word lead to its entry; words of everyday do not.
    """

    group: str
    formula: str = ""
    run: Preset | None = None
    linked: bool = False


def in_view(name: str, view: str) -> Preset:
    """A preset, seen in another view."""
    return replace(PRESETS[name], view=view)
