"""What a room does not take, and why."""

GONE, OVER, CROWDED, MANY, CLOSED, PAUSED, REMOVED, ANSWERED, ELSEWHERE = (
    *("gone", "over", "crowded", "many", "closed", "paused", "removed", "answered", "elsewhere"),
)


class Refusal(RuntimeError):
    """why: the key of its sentence under `class.refused`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
