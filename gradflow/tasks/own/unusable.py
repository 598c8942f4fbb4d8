"""Why a file cannot be a task."""

from typing import Any


class Unusable(ValueError):
    """Data that cannot be a task. reason: the key of the sentence that says why, `numbers` what stands in it."""

    def __init__(self, reason: str, **numbers: Any) -> None:
        super().__init__(f"{reason}: {numbers}")
        self.reason = reason
        self.numbers = numbers
