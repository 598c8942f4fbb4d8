"""Finding: one thing a trace shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """code: the key of its sentence; numbers: what the sentence is filled with (layers count from 1)."""

    code: str
    numbers: Mapping[str, float | int | str] = field(default_factory=dict)
